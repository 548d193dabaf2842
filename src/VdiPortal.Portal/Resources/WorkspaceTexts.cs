namespace VdiPortal.Portal.Resources;

/// <summary>Texts of the workspace. The texts are in <c>WorkspaceTexts.resx</c>.</summary>
public sealed class WorkspaceTexts;
