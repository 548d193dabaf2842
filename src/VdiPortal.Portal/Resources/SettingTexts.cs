namespace VdiPortal.Portal.Resources;

/// <summary>Texts of the page of settings. The texts are in <c>SettingTexts.resx</c>.</summary>
public sealed class SettingTexts;
