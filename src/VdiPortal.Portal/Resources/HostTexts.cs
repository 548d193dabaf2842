namespace VdiPortal.Portal.Resources;

/// <summary>Texts of the page of hosts. The texts are in <c>HostTexts.resx</c>.</summary>
public sealed class HostTexts;
