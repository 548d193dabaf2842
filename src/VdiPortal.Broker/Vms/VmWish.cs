namespace VdiPortal.Broker.Vms;

/// <summary>What the broker wants of a VM. The host works towards it from whatever state it finds.</summary>
public enum VmWish
{
    /// <summary>Boot, and pause at the ready point: stock of a pool.</summary>
    Warm,

    /// <summary>Run for its session.</summary>
    Run,

    /// <summary>Keep memory, use no processor time.</summary>
    Pause,

    /// <summary>Shut the guest down cleanly, keep the desktop's disk, free the slot.</summary>
    ShutDown,

    /// <summary>End at once and remove every trace but a kept desktop's disk.</summary>
    Destroy,
}
