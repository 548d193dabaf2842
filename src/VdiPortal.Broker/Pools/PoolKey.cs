using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Pools;

/// <summary>The warm stock of one machine of one module.</summary>
/// <param name="ModuleId">The module.</param>
/// <param name="MachineName">The machine.</param>
public readonly record struct PoolKey(ModuleId ModuleId, string MachineName)
{
    /// <summary>The pool that a VM was made for, or would belong to.</summary>
    public static PoolKey Of(Vm vm) => new(vm.ModuleId, vm.MachineName);
}
