namespace VdiPortal.Hypervisor;

/// <summary>What a host's hypervisor is. A suspended or moved machine needs all of it to be the same.</summary>
/// <param name="Version">QEMU's version, for example 7.2.22.</param>
/// <param name="MachineType">Versioned machine type, for example pc-q35-7.2.</param>
/// <param name="Accelerator">How guest code is executed.</param>
/// <param name="AcceleratorReason">Why, in words for an administrator.</param>
/// <param name="CpuModel">CPU model given to guests.</param>
public sealed record HypervisorInfo(Version Version, string MachineType, Accelerator Accelerator, string AcceleratorReason, string CpuModel);
