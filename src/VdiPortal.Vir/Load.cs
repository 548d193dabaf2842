namespace VdiPortal.Vir;

/// <summary>What a keep-alive carries.</summary>
/// <param name="CpuPercent">0..100 of all cores.</param>
/// <param name="FreeMemoryMiB">Memory available on the machine, in MiB.</param>
/// <param name="FreeDiskBytes">Free space of the data directory.</param>
/// <param name="Problem">What stops it from running VMs, or null.</param>
/// <param name="Idle">For each VM with a console since it was claimed: milliseconds since the last input.</param>
public sealed record Load(
    double CpuPercent, int FreeMemoryMiB, long FreeDiskBytes, string? Problem, IReadOnlyDictionary<Guid, long> Idle);
