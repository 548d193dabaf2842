namespace VdiPortal.Broker.Catalog;

/// <summary>Whom an access rule speaks of.</summary>
public enum AccessSubject
{
    /// <summary>Everybody who can sign in.</summary>
    Everyone,

    /// <summary>One person.</summary>
    User,

    /// <summary>The members of a group.</summary>
    Group,
}
