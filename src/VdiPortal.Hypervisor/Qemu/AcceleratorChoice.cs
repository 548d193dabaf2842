namespace VdiPortal.Hypervisor.Qemu;

/// <summary>Which accelerator an administrator wants.</summary>
public enum AcceleratorChoice
{
    /// <summary>KVM when /dev/kvm opens and the processor shows vmx or svm, else TCG.</summary>
    Auto,

    /// <summary>KVM; probing fails when it cannot be had.</summary>
    Kvm,

    /// <summary>TCG.</summary>
    Tcg,
}
