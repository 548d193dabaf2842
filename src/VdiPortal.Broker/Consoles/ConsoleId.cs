namespace VdiPortal.Broker.Consoles;

/// <summary>Names one console connection.</summary>
/// <param name="Value">Version 7 UUID, so that newer ids sort later.</param>
public readonly record struct ConsoleId(Guid Value)
{
    /// <summary>Makes a new id.</summary>
    public static ConsoleId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
