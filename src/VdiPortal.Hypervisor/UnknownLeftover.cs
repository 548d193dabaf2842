namespace VdiPortal.Hypervisor;

/// <summary>A directory, file or process that adoption did not understand and left alone.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Reason">What is wrong with it, for an administrator.</param>
public sealed record UnknownLeftover(string Path, string Reason);
