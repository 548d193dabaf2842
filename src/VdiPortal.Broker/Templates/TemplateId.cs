namespace VdiPortal.Broker.Templates;

/// <summary>Names a VM template; its versions share it.</summary>
/// <param name="Value">Version 7 UUID, so that newer ids sort later.</param>
public readonly record struct TemplateId(Guid Value)
{
    /// <summary>Makes a new id.</summary>
    public static TemplateId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
