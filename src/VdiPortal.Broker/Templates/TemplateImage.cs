namespace VdiPortal.Broker.Templates;

/// <summary>An immutable file that a template is made of.</summary>
/// <param name="Sha256">Its content's hash, lower-case hexadecimal.</param>
/// <param name="Format"><c>qcow2</c> or <c>raw</c>.</param>
/// <param name="Bytes">Its size on disk.</param>
public sealed record TemplateImage(string Sha256, string Format, long Bytes);
