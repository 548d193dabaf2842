namespace VdiPortal.Broker.Hosts;

/// <summary>A machine that runs VMs.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Unique name that it joined with.</param>
/// <param name="State">Whether it can be used.</param>
/// <param name="Slots">How many VMs it may run.</param>
/// <param name="UsedSlots">How many slots are taken.</param>
/// <param name="MemoryMiB">Memory that VMs may use, in MiB.</param>
/// <param name="ReservedMiB">Memory promised to VMs, in MiB.</param>
/// <param name="CpuCores">Processor cores.</param>
/// <param name="Site">The place it stands at.</param>
/// <param name="Labels">Free words for placement.</param>
/// <param name="AgentVersion">Version of its agent.</param>
/// <param name="Hypervisor">Hypervisor, version and accelerator in words, for example <c>QEMU 7.2.22, TCG</c>.</param>
/// <param name="ConsoleEndpoint">Where its console endpoint listens: <c>unix:/path</c> or <c>https://host:port</c>. Never shown to clients.</param>
/// <param name="BootId">The kernel's boot id; a new one means that all VMs there have ended.</param>
/// <param name="CpuPercent">Load at the last keep-alive, 0..100 of all cores.</param>
/// <param name="FreeDiskBytes">Free space of its data directory at the last keep-alive.</param>
/// <param name="LastSeenAt">Last keep-alive.</param>
/// <param name="Problem">What the host itself complains of, in a word for administrators; null when all is well.</param>
public sealed record VmHost(
    HostId Id,
    string Name,
    HostState State,
    int Slots,
    int UsedSlots,
    int MemoryMiB,
    int ReservedMiB,
    int CpuCores,
    string Site,
    IReadOnlyList<string> Labels,
    string AgentVersion,
    string Hypervisor,
    string ConsoleEndpoint,
    string BootId,
    double CpuPercent,
    long FreeDiskBytes,
    DateTimeOffset LastSeenAt,
    string? Problem)
{
    /// <summary>Memory available on the machine at the last keep-alive, in MiB; null before the first.</summary>
    public int? FreeMemoryMiB { get; init; }

    /// <summary>Slots that nothing uses.</summary>
    public int FreeSlots => Slots - UsedSlots;

    /// <summary>Memory that nothing has been promised, in MiB.</summary>
    public int FreeMiB => MemoryMiB - ReservedMiB;

    /// <summary>Whether new VMs may be placed here.</summary>
    public bool TakesNewVms => State == HostState.Online && Problem is null;
}
