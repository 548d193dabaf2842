namespace VdiPortal.Broker.Changes;

/// <summary>What kind of thing changed its state.</summary>
public enum ChangeTopic
{
    /// <summary>The feed was interrupted: read everything anew.</summary>
    Resync,

    /// <summary>A VM.</summary>
    Vm,

    /// <summary>A session.</summary>
    Session,

    /// <summary>A host.</summary>
    Host,

    /// <summary>A module.</summary>
    Module,

    /// <summary>A desktop.</summary>
    Desktop,

    /// <summary>A console connection was opened or closed.</summary>
    Console,

    /// <summary>A console connection shall be cut by the replica that carries it.</summary>
    ConsoleCut,

    /// <summary>A sign-in was revoked or has ended.</summary>
    SignIn,

    /// <summary>An account changed.</summary>
    User,

    /// <summary>A setting changed.</summary>
    Setting,

    /// <summary>A VM's wish changed: the replica that holds the host's connection tells the host.</summary>
    Wish,
}
