using VdiPortal.Broker.Templates;

namespace VdiPortal.Broker.Catalog;

/// <summary>One machine of a module.</summary>
/// <param name="Name">Unique within the module, 1..40 characters; shown on its tab.</param>
/// <param name="Template">What it is made from.</param>
/// <param name="Width">Display width in pixels (requirement A11); null takes the template's.</param>
/// <param name="Height">Display height in pixels; null takes the template's.</param>
public sealed record MachineDefinition(string Name, TemplateVersionId Template, int? Width = null, int? Height = null);
