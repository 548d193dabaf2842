using System.Collections.Concurrent;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Desktops;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;
using VdiPortal.TestKit.Fakes;

namespace VdiPortal.Portal.Tests.Components.Fakes;

public sealed class FakeVms(FakeGate gate, FakeFeed feed, TimeProvider time) : IVmStore
{
    private readonly Lock _lock = new();

    public ConcurrentDictionary<VmId, Vm> All { get; } = new();

    public Task<Vm?> ClaimWarmAsync(
        SessionId session, ModuleId module, int moduleVersion, string machineName, DesktopId? desktop, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var warm = All.Values.FirstOrDefault(vm => vm.ModuleId == module && vm.MachineName == machineName && vm is { SessionId: null, Power: PowerState.Paused, Wish: VmWish.Warm });
            return Task.FromResult(warm is null
                ? null
                : Put(warm with { SessionId = session, DesktopId = desktop, Wish = VmWish.Run, Generation = warm.Generation + 1, ClaimedAt = time.GetUtcNow() }));
        }
    }

    public Task<DefineResult> DefineAsync(VmDefinition definition, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var taken = All.Values.Where(vm => vm.Slot.HostId == definition.HostId && vm.Power != PowerState.Gone).Select(vm => vm.Slot.Number).ToHashSet();
            var slot = Enumerable.Range(0, 10_000).First(number => !taken.Contains(number));
            var now = time.GetUtcNow();
            var vm = new Vm(
                definition.Id, definition.ModuleId, definition.ModuleVersion, definition.MachineName, definition.Template, new SlotId(definition.HostId, slot),
                PowerState.Defined, definition.Wish, 1, definition.SessionId, definition.DesktopId, 0, definition.ReservedMiB, null, now, null, definition.SessionId is null ? null : now);
            return Task.FromResult(new DefineResult(DefineOutcome.Defined, Put(vm)));
        }
    }

    public Task<Vm?> SetWishAsync(VmId id, VmWish wish, bool onlyUnclaimed, CancellationToken cancellation)
    {
        lock (_lock)
        {
            return Task.FromResult(All.TryGetValue(id, out var vm) && !(onlyUnclaimed && vm.SessionId is not null)
                ? Put(vm with { Wish = wish, Generation = vm.Generation + 1 })
                : null);
        }
    }

    public Task<IReadOnlyList<Vm>> ApplyReportsAsync(HostConnection connection, IReadOnlyList<VmReport> reports, CancellationToken cancellation)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<Vm>>([.. reports.Select(report => Put(All[report.VmId] with
            {
                Power = report.Power,
                Progress = report.Progress,
                Failure = report.Failure,
                ReadyAt = All[report.VmId].ReadyAt ?? (report.Power is PowerState.Ready or PowerState.Paused ? time.GetUtcNow() : null),
            }))]);
        }
    }

    public Task<IReadOnlyList<Vm>> MarkLostAsync(
        HostConnection connection, IReadOnlyCollection<VmId> reported, Failure failure, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Vm>>([]);

    public Task<Vm?> FailAsync(VmId id, Failure failure, CancellationToken cancellation) => SetWishAsync(id, VmWish.Destroy, false, cancellation);

    public Task<Vm?> GetAsync(VmId id, CancellationToken cancellation)
    {
        gate.Check();
        return Task.FromResult(All.GetValueOrDefault(id));
    }

    public Task<IReadOnlyList<Vm>> ListOfSessionAsync(SessionId session, CancellationToken cancellation)
    {
        gate.Check();
        return Task.FromResult<IReadOnlyList<Vm>>([.. All.Values.Where(vm => vm.SessionId == session).OrderBy(vm => vm.CreatedAt)]);
    }

    public Task<IReadOnlyList<Vm>> ListOnHostAsync(HostId host, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Vm>>([.. All.Values.Where(vm => vm.Slot.HostId == host && vm.Power != PowerState.Gone)]);

    public Task<IReadOnlyList<Vm>> ListAsync(CancellationToken cancellation)
    {
        gate.Check();
        return Task.FromResult<IReadOnlyList<Vm>>([.. All.Values.Where(vm => vm.Power != PowerState.Gone)]);
    }

    public Task<IReadOnlyList<Vm>> ListFailedAsync(DateTimeOffset since, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Vm>>([.. All.Values.Where(vm => vm is { SessionId: null, Failure: not null } && vm.CreatedAt > since)]);

    public Task<IReadOnlyList<PoolFill>> ListFillsAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<PoolFill>>([.. All.Values.Where(vm => vm.ReadyAt is not null).Select(vm => new PoolFill(new PoolKey(vm.ModuleId, vm.MachineName), vm.ReadyAt!.Value - vm.CreatedAt))]);

    public Vm Put(Vm vm)
    {
        All[vm.Id] = vm;
        feed.Publish(ChangeTopic.Vm, vm.Id.Value, vm.Slot.HostId.Value);
        return vm;
    }
}
