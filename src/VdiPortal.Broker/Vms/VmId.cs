namespace VdiPortal.Broker.Vms;

/// <summary>Names one virtual machine from its definition to its end.</summary>
/// <param name="Value">Version 7 UUID, so that newer ids sort later.</param>
public readonly record struct VmId(Guid Value)
{
    /// <summary>Makes a new id.</summary>
    public static VmId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
