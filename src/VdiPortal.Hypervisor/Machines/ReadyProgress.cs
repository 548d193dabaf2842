namespace VdiPortal.Hypervisor.Machines;

/// <summary>Whether a machine has become ready (requirement B1).</summary>
public enum ReadyProgress
{
    /// <summary>Not yet.</summary>
    Pending,

    /// <summary>The criterion held.</summary>
    Reached,

    /// <summary>The criterion's deadline passed first. The machine goes on; whoever asked for it discards it (requirement B7).</summary>
    Missed,
}
