namespace VdiPortal.Broker.Catalog;

/// <summary>What becomes of a user's changes (requirement A5).</summary>
public enum Persistence
{
    /// <summary>Clean at each launch.</summary>
    ResetsAtEnd,

    /// <summary>Kept for the user.</summary>
    Kept,
}
