using System.Collections.Concurrent;
using System.Threading.Channels;
using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Gateway.Tests.Fakes;

/// <summary>The register in memory.</summary>
internal sealed class FakeConsoles : IConsoleStore
{
    private readonly Lock _lock = new();
    private readonly Channel<int> _calls = Channel.CreateUnbounded<int>();
    private readonly Channel<ConsoleId> _removed = Channel.CreateUnbounded<ConsoleId>();
    private int _refused;

    public ConcurrentDictionary<ConsoleId, ConsoleConnection> Rows { get; } = new();

    /// <summary>Those that shall be cut.</summary>
    public ConcurrentBag<ConsoleId> Cuts { get; } = [];

    /// <summary>While set, every call throws it.</summary>
    public Exception? Fault { get; set; }

    public Task<bool> AddAsync(ConsoleConnection connection, int limit, CancellationToken cancellation)
    {
        Check();
        lock (_lock)
            return Task.FromResult(Rows.Values.Count(row => row.UserId == connection.UserId) < limit && Rows.TryAdd(connection.Id, connection));
    }

    public Task RemoveAsync(ConsoleId id, CancellationToken cancellation)
    {
        Check();
        Rows.TryRemove(id, out _);
        _removed.Writer.TryWrite(id);
        return Task.CompletedTask;
    }

    public Task KeepAliveAsync(Guid replica, TimeSpan silence, CancellationToken cancellation)
    {
        Check();
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ConsoleId>> ListCutsAsync(Guid replica, CancellationToken cancellation)
    {
        Check();
        return Task.FromResult<IReadOnlyList<ConsoleId>>([.. Cuts]);
    }

    public Task<IReadOnlyList<ConsoleConnection>> ListAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<int> RequestCutAsync(ConsoleFilter filter, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>The next connection that is struck off.</summary>
    public Task<ConsoleId> NextRemovedAsync() => _removed.Reader.ReadAsync(Patience.Token).AsTask();

    /// <summary>Waits for the next call that is answered with <see cref="Fault"/>.</summary>
    public Task NextRefusedAsync() => _calls.Reader.ReadAsync(Patience.Token).AsTask();

    private void Check()
    {
        if (Fault is not { } fault)
            return;

        _calls.Writer.TryWrite(Interlocked.Increment(ref _refused));
        throw fault;
    }
}
