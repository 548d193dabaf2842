using VdiPortal.Vir;

namespace VdiPortal.Host.Reports;

/// <summary>Statuses on their way to the portal.</summary>
/// <param name="Statuses">In the order in which they changed.</param>
/// <param name="Versions">For each, which change of it this is.</param>
internal sealed record StatusBatch(IReadOnlyList<VmStatus> Statuses, IReadOnlyList<long> Versions);
