namespace VdiPortal.Broker.Identity;

/// <summary>Names one revocable login of a browser (requirement A1).</summary>
/// <param name="Value">Version 7 UUID, so that newer ids sort later.</param>
public readonly record struct SignInId(Guid Value)
{
    /// <summary>Makes a new id.</summary>
    public static SignInId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
