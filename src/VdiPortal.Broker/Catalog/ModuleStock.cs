namespace VdiPortal.Broker.Catalog;

/// <summary>How many VMs of a module stand ready; of a module of several machines the scarcest counts.</summary>
/// <param name="ModuleId">The module.</param>
/// <param name="Warm">Paused and ready to be used at once; those kept at an earlier ready point are not among them.</param>
/// <param name="Starting">On the way to being warm.</param>
/// <param name="Claimed">In use by sessions.</param>
public sealed record ModuleStock(ModuleId ModuleId, int Warm, int Starting, int Claimed);
