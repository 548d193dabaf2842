using VdiPortal.Hypervisor.Images;

namespace VdiPortal.Hypervisor.Machines;

/// <summary>A Linux kernel that QEMU loads itself, which saves seconds over a boot loader.</summary>
/// <param name="Kernel">ELF vmlinux or bzImage.</param>
/// <param name="Initrd">Initial RAM disk, or null.</param>
/// <param name="CommandLine">Kernel command line, at most 1,024 characters.</param>
public sealed record DirectBoot(ImageRef Kernel, ImageRef? Initrd, string CommandLine);
