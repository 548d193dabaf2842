using System.Collections.Concurrent;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;

namespace VdiPortal.Gateway.Tests.Fakes;

/// <summary>Sessions in memory; a console reads them and fills in the trace.</summary>
internal sealed class FakeSessions : ISessionStore
{
    public ConcurrentDictionary<SessionId, Session> All { get; } = new();

    /// <summary>Runs while a connection is noted in its session's trace: it is registered, but not yet forwarded.</summary>
    public Func<Task> WhileTracing { get; set; } = () => Task.CompletedTask;

    public Task<Session?> GetAsync(SessionId id, CancellationToken cancellation) => Task.FromResult(All.GetValueOrDefault(id));

    public Task AddTraceAsync(SessionId id, double? consoleMs, double? firstFrameMs, CancellationToken cancellation) => WhileTracing();

    public Task<SessionOpened> OpenAsync(SessionOpening opening, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<Session>> ListActiveAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<Session>> ListOfUserAsync(UserId user, DateTimeOffset endedSince, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<Session?> UpdateAsync(Session changed, CancellationToken cancellation) => throw new NotSupportedException();

    public Task TouchAsync(SessionId id, DateTimeOffset lastInput, CancellationToken cancellation) => throw new NotSupportedException();
}
