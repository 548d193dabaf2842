namespace VdiPortal.Broker.Templates;

/// <summary>One published version of a template.</summary>
/// <param name="Template">The template.</param>
/// <param name="Version">1 for the first version.</param>
public readonly record struct TemplateVersionId(TemplateId Template, int Version);
