namespace VdiPortal.Hypervisor.Qmp;

/// <summary>What a line of a monitor is.</summary>
internal enum QmpMessageKind
{
    /// <summary>Nothing that we know.</summary>
    Unknown,

    /// <summary>The first line.</summary>
    Greeting,

    /// <summary>A command succeeded.</summary>
    Return,

    /// <summary>A command failed.</summary>
    Error,

    /// <summary>Something happened.</summary>
    Event,
}
