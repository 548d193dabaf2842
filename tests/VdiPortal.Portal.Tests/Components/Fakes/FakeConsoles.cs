using System.Collections.Concurrent;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Ports;
using VdiPortal.TestKit.Fakes;

namespace VdiPortal.Portal.Tests.Components.Fakes;

public sealed class FakeConsoles(FakeGate gate, FakeFeed feed) : IConsoleStore
{
    private readonly ConcurrentDictionary<ConsoleId, ConsoleConnection> _consoles = new();

    public Task<bool> AddAsync(ConsoleConnection connection, int limit, CancellationToken cancellation)
    {
        _consoles[connection.Id] = connection;
        feed.Publish(ChangeTopic.Console, connection.Id.Value, connection.UserId.Value);
        return Task.FromResult(true);
    }

    public Task RemoveAsync(ConsoleId id, CancellationToken cancellation)
    {
        _consoles.TryRemove(id, out _);
        feed.Publish(ChangeTopic.Console, id.Value);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ConsoleConnection>> ListAsync(CancellationToken cancellation)
    {
        gate.Check();
        return Task.FromResult<IReadOnlyList<ConsoleConnection>>([.. _consoles.Values.OrderBy(console => console.OpenedAt)]);
    }

    public async Task<int> RequestCutAsync(ConsoleFilter filter, CancellationToken cancellation)
    {
        var cut = _consoles.Values.Where(console => Matches(console, filter)).ToList();
        foreach (var console in cut)
            await RemoveAsync(console.Id, cancellation);
        return cut.Count;
    }

    public Task KeepAliveAsync(Guid replica, TimeSpan silence, CancellationToken cancellation) => Task.CompletedTask;

    public Task<IReadOnlyList<ConsoleId>> ListCutsAsync(Guid replica, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ConsoleId>>([]);

    private static bool Matches(ConsoleConnection console, ConsoleFilter filter) =>
        (filter.Id is null || console.Id == filter.Id)
        && (filter.Session is null || console.SessionId == filter.Session)
        && (filter.Vm is null || console.VmId == filter.Vm)
        && (filter.User is null || console.UserId == filter.User)
        && (filter.SignIn is null || console.SignInId == filter.SignIn);
}
