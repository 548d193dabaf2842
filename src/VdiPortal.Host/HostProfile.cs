using VdiPortal.Host.Capacity;

namespace VdiPortal.Host;

/// <summary>What this host is, worked out from its options and its machine.</summary>
/// <param name="Name">Its unique name.</param>
/// <param name="Slots">How many VMs may exist here.</param>
/// <param name="MemoryMiB">Memory that VMs may use.</param>
/// <param name="CpuCores">Processor cores.</param>
/// <param name="Site">The place it stands at.</param>
/// <param name="Labels">Words for placement.</param>
/// <param name="BootId">The kernel's boot id.</param>
/// <param name="DataDirectory">Where data lies.</param>
/// <param name="ConsoleSocket">Where the console endpoint listens.</param>
internal sealed record HostProfile(
    string Name,
    int Slots,
    int MemoryMiB,
    int CpuCores,
    string Site,
    IReadOnlyList<string> Labels,
    string BootId,
    string DataDirectory,
    string ConsoleSocket)
{
    private const int SlotsPerCore = 16;

    public static HostProfile From(HostOptions options, MachineFacts machine)
    {
        var memory = options.MemoryMiB ?? (int)Math.Min(int.MaxValue, machine.MemoryMiB * 3 / 4);
        return new HostProfile(
            options.Name ?? HostName.Normalise(machine.Name),
            options.Slots ?? DefaultSlots(memory, machine.CpuCores),
            memory,
            machine.CpuCores,
            options.Site,
            [.. options.Labels],
            machine.BootId,
            options.DataDirectory,
            ConsoleSocketOf(options));
    }

    public static string PortalSocketOf(HostOptions options) => options.PortalSocket ?? Path.Combine(options.RunDirectory, "portal.sock");

    public static string ConsoleSocketOf(HostOptions options) => options.ConsoleSocket ?? Path.Combine(options.RunDirectory, "console.sock");

    private static int DefaultSlots(int memoryMiB, int cores) =>
        Math.Clamp(memoryMiB / 1024, 1, Math.Min(cores * SlotsPerCore, Vir.VirProtocol.MaxVmsPerReport));
}
