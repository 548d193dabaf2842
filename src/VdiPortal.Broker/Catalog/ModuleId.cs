namespace VdiPortal.Broker.Catalog;

/// <summary>Names a module of the catalog.</summary>
/// <param name="Value">Version 7 UUID, so that newer ids sort later.</param>
public readonly record struct ModuleId(Guid Value)
{
    /// <summary>Makes a new id.</summary>
    public static ModuleId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
