namespace VdiPortal.Hypervisor.Machines;

/// <summary>What a machine's start took, for launch traces and placement.</summary>
/// <param name="Disk">Checking images and making the disk; zero for adopted machines.</param>
/// <param name="Start">From then until QEMU accepted commands; zero for adopted machines.</param>
/// <param name="Ready">From QEMU's start until the ready criterion held; null before.</param>
public sealed record MachineTimes(TimeSpan Disk, TimeSpan Start, TimeSpan? Ready);
