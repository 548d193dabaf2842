using VdiPortal.Broker.Catalog;

namespace VdiPortal.Broker.Pools;

/// <summary>The warm stock of one machine of one module.</summary>
/// <param name="ModuleId">The module.</param>
/// <param name="MachineName">The machine.</param>
public readonly record struct PoolKey(ModuleId ModuleId, string MachineName);
