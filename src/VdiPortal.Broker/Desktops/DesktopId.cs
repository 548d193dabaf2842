namespace VdiPortal.Broker.Desktops;

/// <summary>Names what an owner keeps of a persistent module; also the name of its disk on the host.</summary>
/// <param name="Value">Version 7 UUID, so that newer ids sort later.</param>
public readonly record struct DesktopId(Guid Value)
{
    /// <summary>Makes a new id.</summary>
    public static DesktopId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
