using VdiPortal.Broker.Sessions;

namespace VdiPortal.Broker.Catalog;

/// <summary>A module as a person sees it in the catalog (requirement A2).</summary>
/// <param name="Module">The module.</param>
/// <param name="Stock">How many VMs stand ready.</param>
/// <param name="Session">The person's active session of it, or the last one if it failed lately.</param>
/// <param name="HasDesktop">Whether the person keeps a desktop of it.</param>
public sealed record CatalogEntry(Module Module, ModuleStock Stock, Session? Session, bool HasDesktop);
