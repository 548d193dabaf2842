namespace VdiPortal.Broker.Pools;

/// <summary>Why a pool holds less than it shall (requirement B7).</summary>
public enum PoolShortage
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>VMs are on their way.</summary>
    Filling,

    /// <summary>No host is connected.</summary>
    NoHost,

    /// <summary>Something stops every connected host from running VMs.</summary>
    HostNotReady,

    /// <summary>No slot is free.</summary>
    NoSlot,

    /// <summary>The hosts have no memory left.</summary>
    NoMemory,

    /// <summary>Its template failed too often; it waits before the next try.</summary>
    BackingOff,

    /// <summary>A person's launch goes first.</summary>
    PeopleFirst,
}
