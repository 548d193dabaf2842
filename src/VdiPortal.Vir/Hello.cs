namespace VdiPortal.Vir;

/// <summary>What a host says of itself when it joins.</summary>
/// <param name="ProtocolVersion">The newest version it speaks.</param>
/// <param name="Name">Unique name, 1..64 characters of <c>a-z 0-9 . -</c>.</param>
/// <param name="Slots">How many VMs it may run, 0..10,000.</param>
/// <param name="MemoryMiB">Memory for VMs, in MiB.</param>
/// <param name="CpuCores">Processor cores.</param>
/// <param name="Site">The place it stands at.</param>
/// <param name="Labels">Free words for placement.</param>
/// <param name="AgentVersion">Version of the agent.</param>
/// <param name="Hypervisor">Hypervisor, version and accelerator in words.</param>
/// <param name="ConsoleEndpoint">Where its console endpoint listens: <c>unix:/path</c> or <c>https://host:port</c>.</param>
/// <param name="BootId">The kernel's boot id.</param>
/// <param name="Problem">What stops it from running VMs, or null.</param>
public sealed record Hello(
    int ProtocolVersion,
    string Name,
    int Slots,
    int MemoryMiB,
    int CpuCores,
    string Site,
    IReadOnlyList<string> Labels,
    string AgentVersion,
    string Hypervisor,
    string ConsoleEndpoint,
    string BootId,
    string? Problem);
