namespace VdiPortal.Portal.Resources;

/// <summary>Texts of the home page. The texts are in <c>HomeTexts.resx</c>.</summary>
public sealed class HomeTexts;
