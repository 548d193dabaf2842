namespace VdiPortal.Hypervisor;

/// <summary>How guest code is executed.</summary>
public enum Accelerator
{
    /// <summary>By translation in software: works everywhere, ten times slower.</summary>
    Tcg,

    /// <summary>By the processor, through the kernel's KVM.</summary>
    Kvm,
}
