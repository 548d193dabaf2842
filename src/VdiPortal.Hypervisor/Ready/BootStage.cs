namespace VdiPortal.Hypervisor.Ready;

/// <summary>Places before the operating system at which a machine can be made to stand still, in the order in which it gets there.</summary>
internal enum BootStage
{
    /// <summary>The firmware has initialised the devices and begins to boot.</summary>
    Firmware,

    /// <summary>The boot loader's first instruction is the next.</summary>
    BootLoader,
}
