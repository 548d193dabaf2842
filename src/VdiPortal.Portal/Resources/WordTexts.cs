namespace VdiPortal.Portal.Resources;

/// <summary>Words for states, failures, times and kinds. The texts are in <c>WordTexts.resx</c>.</summary>
public sealed class WordTexts;
