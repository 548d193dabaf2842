namespace VdiPortal.Hypervisor.Processes;

/// <summary>Names one process for good: a process id alone is used again, one with its start time and boot is not.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="StartTicks">Field 22 of /proc/pid/stat: hundredths of a second from boot to the process's start.</param>
/// <param name="BootId">The kernel's /proc/sys/kernel/random/boot_id.</param>
internal sealed record ProcessIdentity(int Pid, long StartTicks, string BootId);
