namespace VdiPortal.Vir;

/// <summary>A VM as its host sees it.</summary>
/// <param name="VmId">Which.</param>
/// <param name="Generation">The highest generation seen for it.</param>
/// <param name="Power">Its state.</param>
/// <param name="Progress">Per cent of the present stage, 0..100.</param>
/// <param name="FailureCode">Why it failed or ended, one of the names in docs/vir.md; null when it did not.</param>
/// <param name="FailureDetail">Technical detail, at most 500 characters.</param>
public sealed record VmStatus(
    Guid VmId, long Generation, VmPower Power, int Progress, string? FailureCode = null, string? FailureDetail = null);
