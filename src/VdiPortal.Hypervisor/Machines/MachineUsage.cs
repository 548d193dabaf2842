namespace VdiPortal.Hypervisor.Machines;

/// <summary>What a machine takes of its host.</summary>
/// <param name="CpuTime">CPU time used since its start.</param>
/// <param name="ResidentBytes">Memory in RAM, shared pages counted in full.</param>
/// <param name="ProportionalBytes">Memory in RAM, shared pages divided among their users; null when the kernel does not tell us.</param>
/// <param name="DiskBytes">Bytes that its overlay occupies.</param>
public sealed record MachineUsage(TimeSpan CpuTime, long ResidentBytes, long? ProportionalBytes, long DiskBytes);
