using System.Collections.Concurrent;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Vms;
using VdiPortal.TestKit.Fakes;

namespace VdiPortal.Portal.Tests.Components.Fakes;

public sealed class FakeCatalog(FakeGate gate, FakeFeed feed, FakeVms vms) : ICatalogStore
{
    private readonly ConcurrentDictionary<ModuleId, Module> _modules = new();

    public Task<IReadOnlyList<Module>> ListVisibleAsync(UserId user, DateTimeOffset at, CancellationToken cancellation) => ListAsync(cancellation);

    public Task<bool> IsVisibleAsync(UserId user, ModuleId module, DateTimeOffset at, CancellationToken cancellation) =>
        Task.FromResult(_modules.ContainsKey(module));

    public Task<IReadOnlyList<Module>> ListAsync(CancellationToken cancellation)
    {
        gate.Check();
        return Task.FromResult<IReadOnlyList<Module>>([.. _modules.Values.OrderBy(module => module.Title, StringComparer.OrdinalIgnoreCase)]);
    }

    public Task<Module?> GetAsync(ModuleId id, int? version, CancellationToken cancellation)
    {
        gate.Check();
        return Task.FromResult(_modules.GetValueOrDefault(id));
    }

    public Task<Module?> SaveAsync(Module module, int expectedVersion, CancellationToken cancellation)
    {
        if ((_modules.GetValueOrDefault(module.Id)?.Version ?? 0) != expectedVersion)
            return Task.FromResult<Module?>(null);

        var saved = module with { Version = expectedVersion + 1 };
        _modules[module.Id] = saved;
        feed.Publish(ChangeTopic.Module, module.Id.Value);
        return Task.FromResult<Module?>(saved);
    }

    public Task<IReadOnlyList<AccessRule>> ListRulesAsync(ModuleId module, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<AccessRule>>([]);

    public Task SaveRuleAsync(AccessRule rule, CancellationToken cancellation) => Task.CompletedTask;

    public Task RemoveRuleAsync(Guid rule, CancellationToken cancellation) => Task.CompletedTask;

    public Task<IReadOnlyList<ModuleStock>> ListStockAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ModuleStock>>([.. vms.All.Values.Where(vm => vm.Power != PowerState.Gone).GroupBy(vm => vm.ModuleId).Select(group => new ModuleStock(
            group.Key,
            group.Count(vm => vm.SessionId is null && vm.Power == PowerState.Paused),
            group.Count(vm => vm.SessionId is null && vm.Power is PowerState.Booting or PowerState.Filling or PowerState.Defined),
            group.Count(vm => vm.SessionId is not null)))]);
}
