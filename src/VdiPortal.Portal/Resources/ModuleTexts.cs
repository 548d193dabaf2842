namespace VdiPortal.Portal.Resources;

/// <summary>Texts of the page of modules. The texts are in <c>ModuleTexts.resx</c>.</summary>
public sealed class ModuleTexts;
