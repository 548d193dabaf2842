using System.Collections.Concurrent;
using Npgsql;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Vms;

/// <summary>Many sessions that claim from one stock. A claim that the connection broke under is repeated, as the broker would.</summary>
internal sealed class ClaimRace : IDisposable
{
    private readonly TestStore _store;
    private readonly Module _module;
    private readonly ConcurrentQueue<SessionId> _sessions;
    private readonly SemaphoreSlim _wins = new(0);

    private ClaimRace(TestStore store, Module module, IEnumerable<SessionId> sessions)
    {
        (_store, _module) = (store, module);
        _sessions = new(sessions);
    }

    public ConcurrentDictionary<SessionId, VmId> Won { get; } = [];

    public static async Task<ClaimRace> SetUpAsync(TestStore store, int stock, int sessions)
    {
        var scene = new Scene(store);
        var module = await scene.ModuleAsync();
        var host = await scene.HostAsync(slots: stock, memoryMiB: stock * Scene.VmMiB);
        var template = module.Machines[0].Template;
        await store.SqlAsync($"""
            INSERT INTO vms (id, module_id, module_version, machine_name, template_id, template_version, host_id, slot, power, wish, generation, reserved_mib, created_at)
            SELECT gen_random_uuid(), '{module.Id}', 1, '{Scene.Machine}', '{template.Template}', 1, '{host.HostId}', number, 'Defined', 'Warm', 1, {Scene.VmMiB}, now()
            FROM generate_series(0, {stock - 1}) number;
            UPDATE slots SET vm_id = vms.id FROM vms WHERE vms.slot = slots.number;
            UPDATE hosts SET reserved_mib = {stock * Scene.VmMiB};
            UPDATE vms SET power = 'Paused', ready_at = now();
            INSERT INTO users (id, name, name_key, display_name, role, disabled, created_at)
            SELECT gen_random_uuid(), 'racer' || number, 'RACER' || number, '', 'User', false, now() FROM generate_series(1, {sessions}) number;
            INSERT INTO sessions (id, request_id, user_id, user_name, module_id, module_version, module_title, state, stage, progress, place, requested_at, last_input_at)
            SELECT gen_random_uuid(), gen_random_uuid(), id, name, '{module.Id}', 1, '', 'Starting', 'Queued', 0, 1, now(), now() FROM users;
            """);
        var active = await store.Sessions.ListActiveAsync(CancellationToken.None);
        Assert.Equal(sessions, active.Count);
        return new ClaimRace(store, module, active.Select(session => session.Id));
    }

    public Task RunAsync(int clients) => Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(ClaimAllAsync)));

    public async Task HasWonAsync(int count)
    {
        for (var won = 0; won < count; won++)
            Assert.True(await _wins.WaitAsync(TestStore.Patience));
    }

    /// <summary>The clients and the database agree on who has what, and nobody has anything twice.</summary>
    public async Task CheckAsync()
    {
        Assert.Equal(Won.Count, Won.Values.Distinct().Count());
        var all = await InsistAsync(patience => _store.Vms.ListAsync(patience));
        var claimed = all.Where(vm => vm.SessionId is not null).ToList();
        Assert.Equal(Won.Count, claimed.Count);
        Assert.All(claimed, vm => Assert.Equal(vm.Id, Won[vm.SessionId!.Value]));
    }

    public void Dispose() => _wins.Dispose();

    private async Task ClaimAllAsync()
    {
        while (_sessions.TryDequeue(out var session))
        {
            if (await ClaimAsync(session) is not { } vm)
                continue;
            Assert.True(Won.TryAdd(session, vm.Id));
            _wins.Release();
        }
    }

    private Task<Vm?> ClaimAsync(SessionId session) =>
        InsistAsync(patience => _store.Vms.ClaimWarmAsync(session, _module.Id, 1, Scene.Machine, null, patience));

    /// <summary>Repeats what the connection broke under.</summary>
    private static async Task<T> InsistAsync<T>(Func<CancellationToken, Task<T>> call)
    {
        using var patience = new CancellationTokenSource(TestStore.Patience);
        while (true)
        {
            try
            {
                return await call(patience.Token);
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
            }
        }
    }
}
