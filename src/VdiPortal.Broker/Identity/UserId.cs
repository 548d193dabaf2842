namespace VdiPortal.Broker.Identity;

/// <summary>Names a person's account.</summary>
/// <param name="Value">Version 7 UUID, so that newer ids sort later.</param>
public readonly record struct UserId(Guid Value)
{
    /// <summary>Makes a new id.</summary>
    public static UserId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
