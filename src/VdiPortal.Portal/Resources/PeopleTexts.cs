namespace VdiPortal.Portal.Resources;

/// <summary>Texts of the page of people. The texts are in <c>PeopleTexts.resx</c>.</summary>
public sealed class PeopleTexts;
