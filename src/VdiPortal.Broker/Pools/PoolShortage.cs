namespace VdiPortal.Broker.Pools;

/// <summary>Why a pool holds less than it shall (requirement B7).</summary>
public enum PoolShortage
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>VMs are on their way.</summary>
    Filling,

    /// <summary>What is asked for now stands ready; more is on its way for the time when the schedule asks for it.</summary>
    FillingAhead,

    /// <summary>Minimum or schedule ask for more than the policy's maximum.</summary>
    MaxReached,

    /// <summary>No host is connected.</summary>
    NoHost,

    /// <summary>Something stops every connected host from running VMs.</summary>
    HostNotReady,

    /// <summary>No slot is free.</summary>
    NoSlot,

    /// <summary>The hosts have no memory left.</summary>
    NoMemory,

    /// <summary>What is left of the hosts' memory is kept for people's desktops.</summary>
    MemoryKept,

    /// <summary>The hosts report that memory runs short: stock is given up there and none is added.</summary>
    MemoryShort,

    /// <summary>Its template failed too often; it waits before the next try.</summary>
    BackingOff,

    /// <summary>A person's launch goes first.</summary>
    PeopleFirst,
}
