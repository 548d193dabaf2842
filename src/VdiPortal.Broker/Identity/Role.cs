namespace VdiPortal.Broker.Identity;

/// <summary>What a person may do; each role includes the ones before it.</summary>
public enum Role
{
    /// <summary>Uses modules.</summary>
    User,

    /// <summary>Runs classes.</summary>
    Trainer,

    /// <summary>Runs the portal.</summary>
    Admin,
}
