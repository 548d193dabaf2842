using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Hypervisor;

/// <summary>What <see cref="IHypervisor.AdoptAsync"/> found.</summary>
/// <param name="Alive">Machines that run and are connected again.</param>
/// <param name="Dead">Machines that ended while nobody watched; their directories stay until they are destroyed.</param>
/// <param name="NotUnderstood">What could not be made sense of. It was left as it is.</param>
public sealed record AdoptionReport(IReadOnlyList<IMachine> Alive, IReadOnlyList<IMachine> Dead, IReadOnlyList<UnknownLeftover> NotUnderstood);
