namespace VdiPortal.Portal.Resources;

/// <summary>Texts of the page of one's own account. The texts are in <c>AccountTexts.resx</c>.</summary>
public sealed class AccountTexts;
