namespace VdiPortal.Broker.Hosts;

/// <summary>Whether a host can be used (requirement A6).</summary>
public enum HostState
{
    /// <summary>Connected.</summary>
    Online,

    /// <summary>Stopped answering. Its VMs are taken to be alive: nothing of them is started elsewhere.</summary>
    Unreachable,

    /// <summary>Connected, takes no new sessions.</summary>
    Draining,

    /// <summary>Out of use on an administrator's wish.</summary>
    Maintenance,

    /// <summary>An administrator said that it is gone for good: its VMs are fenced.</summary>
    Offline,
}
