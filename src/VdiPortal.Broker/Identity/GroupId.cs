namespace VdiPortal.Broker.Identity;

/// <summary>Names a group of people.</summary>
/// <param name="Value">Version 7 UUID, so that newer ids sort later.</param>
public readonly record struct GroupId(Guid Value)
{
    /// <summary>Makes a new id.</summary>
    public static GroupId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
