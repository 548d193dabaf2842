namespace VdiPortal.Broker.Vms;

/// <summary>How much host memory a VM is given.</summary>
public static class VmMemory
{
    /// <summary>What QEMU needs beside the guest's memory, in MiB: code buffers, display, devices.</summary>
    public const int OverheadMiB = 96;

    /// <summary>What is reserved for a guest of this size, in MiB.</summary>
    public static int Reserve(int guestMiB) => guestMiB + OverheadMiB;
}
