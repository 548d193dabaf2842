namespace VdiPortal.Portal.Resources;

/// <summary>Texts of the page of activity. The texts are in <c>ActivityTexts.resx</c>.</summary>
public sealed class ActivityTexts;
