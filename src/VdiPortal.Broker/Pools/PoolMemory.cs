using VdiPortal.Broker.Hosts;

namespace VdiPortal.Broker.Pools;

/// <summary>What pools leave of each host's memory (requirement B3). Stock never takes what people's desktops need.</summary>
/// <param name="PeoplePercent">Of the memory for VMs, so much is for people's desktops: pools may have the rest, and what people use of it counts.</param>
/// <param name="FloorMiB">While a host reports less free memory than this, in MiB, its stock shrinks and nothing is added to it; 0 looks at no report.</param>
public sealed record PoolMemory(int PeoplePercent, int FloorMiB)
{
    /// <summary>Nothing is kept back.</summary>
    public static PoolMemory None { get; } = new(0, 0);

    /// <summary>Whether a host reports less free memory than the floor.</summary>
    public bool IsShort(VmHost host) => host.FreeMemoryMiB < FloorMiB;
}
