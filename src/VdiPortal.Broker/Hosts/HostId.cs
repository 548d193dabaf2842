namespace VdiPortal.Broker.Hosts;

/// <summary>Names a host for as long as it belongs to the array.</summary>
/// <param name="Value">Version 7 UUID, so that newer ids sort later.</param>
public readonly record struct HostId(Guid Value)
{
    /// <summary>Makes a new id.</summary>
    public static HostId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
