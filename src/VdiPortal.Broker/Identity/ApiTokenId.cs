namespace VdiPortal.Broker.Identity;

/// <summary>Names a personal access token; never the token itself.</summary>
/// <param name="Value">Version 7 UUID, so that newer ids sort later.</param>
public readonly record struct ApiTokenId(Guid Value)
{
    /// <summary>Makes a new id.</summary>
    public static ApiTokenId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
