namespace VdiPortal.Broker.Sessions;

/// <summary>Names one use of a module (requirement A1).</summary>
/// <param name="Value">Version 7 UUID, so that newer ids sort later.</param>
public readonly record struct SessionId(Guid Value)
{
    /// <summary>Makes a new id.</summary>
    public static SessionId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
