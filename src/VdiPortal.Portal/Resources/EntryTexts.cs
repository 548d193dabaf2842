namespace VdiPortal.Portal.Resources;

/// <summary>Texts of sign-in, set-up and reset. The texts are in <c>EntryTexts.resx</c>.</summary>
public sealed class EntryTexts;
