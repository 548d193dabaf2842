namespace VdiPortal.Hypervisor;

/// <summary>The display adapter that the guest sees.</summary>
public enum VideoAdapter
{
    /// <summary>Standard VGA (bochs): works in every guest, also before the OS.</summary>
    Standard,

    /// <summary>virtio-vga: resizable at run time by guests with a driver.</summary>
    Virtio,
}
