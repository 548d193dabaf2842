namespace VdiPortal.Hypervisor;

/// <summary>The steps from a request to a machine that boots.</summary>
public enum FillStep
{
    /// <summary>The base images are compared with what was imported.</summary>
    CheckingImages,

    /// <summary>The machine's own disk is made.</summary>
    MakingDisk,

    /// <summary>QEMU is started.</summary>
    Starting,

    /// <summary>An image is copied and hashed.</summary>
    Copying,
}
