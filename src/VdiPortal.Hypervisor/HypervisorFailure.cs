namespace VdiPortal.Hypervisor;

/// <summary>An expected bad outcome.</summary>
/// <param name="Kind">What callers branch on.</param>
/// <param name="Message">What happened and what to do, for people; at most a few lines, no secrets.</param>
public sealed record HypervisorFailure(HypervisorFailureKind Kind, string Message);
