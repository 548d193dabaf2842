namespace VdiPortal.Vir;

/// <summary>What a host works towards for a VM.</summary>
public enum WishTarget
{
    /// <summary>Boot, pause at the ready point.</summary>
    Warm,

    /// <summary>Run.</summary>
    Run,

    /// <summary>Keep memory, use no processor time.</summary>
    Pause,

    /// <summary>Shut down cleanly, then remove all but a kept disk.</summary>
    ShutDown,

    /// <summary>Remove at once all but a kept disk.</summary>
    Destroy,
}
