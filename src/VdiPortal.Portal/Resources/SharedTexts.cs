namespace VdiPortal.Portal.Resources;

/// <summary>Texts of every page: bar, menus, errors, dialogs. The texts are in <c>SharedTexts.resx</c>.</summary>
public sealed class SharedTexts;
