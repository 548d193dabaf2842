using System.Collections.Concurrent;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Desktops;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;
using VdiPortal.TestKit.Fakes;

namespace VdiPortal.Portal.Tests.Components.Fakes;

public sealed class FakeSessions(FakeGate gate, FakeFeed feed, FakeUsers users, FakeDesktops desktops, Func<ModuleId, Module?> module) : ISessionStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, SessionId> _requests = [];

    public ConcurrentDictionary<SessionId, Session> All { get; } = new();

    public async Task<SessionOpened> OpenAsync(SessionOpening opening, CancellationToken cancellation)
    {
        gate.Check();
        var user = await users.GetAsync(opening.UserId, cancellation);
        lock (_lock)
        {
            var active = All.Values.Where(session => session.UserId == opening.UserId && session.IsActive).ToList();
            if (_requests.TryGetValue(opening.RequestId, out var known))
                return new SessionOpened(All[known], false, []);
            if (active.FirstOrDefault(session => session.ModuleId == opening.ModuleId) is { } same)
                return new SessionOpened(same, false, []);
            if (active.Count >= opening.Places)
                return new SessionOpened(null, false, active);

            var session = new Session(
                opening.Id, opening.UserId, user!.Name, opening.ModuleId, opening.ModuleVersion, module(opening.ModuleId)!.Title, SessionState.Starting, LaunchStage.Queued, 0,
                Desktop(opening), null, LaunchTrace.Empty, opening.RequestedAt, null, opening.RequestedAt, null, 1);
            _requests[opening.RequestId] = session.Id;
            Put(session);
            return new SessionOpened(session, true, []);
        }
    }

    public Task<Session?> GetAsync(SessionId id, CancellationToken cancellation)
    {
        gate.Check();
        return Task.FromResult(All.GetValueOrDefault(id));
    }

    public Task<IReadOnlyList<Session>> ListActiveAsync(CancellationToken cancellation)
    {
        gate.Check();
        return Task.FromResult<IReadOnlyList<Session>>([.. All.Values.Where(session => session.IsActive).OrderBy(session => session.RequestedAt)]);
    }

    public Task<IReadOnlyList<Session>> ListOfUserAsync(UserId user, DateTimeOffset endedSince, CancellationToken cancellation)
    {
        gate.Check();
        return Task.FromResult<IReadOnlyList<Session>>([.. All.Values
            .Where(session => session.UserId == user && (session.IsActive || session.EndedAt >= endedSince))
            .OrderByDescending(session => session.RequestedAt)]);
    }

    public Task<Session?> UpdateAsync(Session changed, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (All.GetValueOrDefault(changed.Id)?.Version != changed.Version)
                return Task.FromResult<Session?>(null);

            var updated = changed with { Version = changed.Version + 1 };
            Put(updated);
            return Task.FromResult<Session?>(updated);
        }
    }

    public Task TouchAsync(SessionId id, DateTimeOffset lastInput, CancellationToken cancellation)
    {
        lock (_lock)
            All[id] = All[id] with { LastInputAt = lastInput > All[id].LastInputAt ? lastInput : All[id].LastInputAt };
        return Task.CompletedTask;
    }

    public Task AddTraceAsync(SessionId id, double? consoleMs, double? firstFrameMs, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var trace = All[id].Trace;
            All[id] = All[id] with { Trace = trace with { ConsoleMs = trace.ConsoleMs ?? consoleMs, FirstFrameMs = trace.FirstFrameMs ?? firstFrameMs } };
        }

        return Task.CompletedTask;
    }

    public void Put(Session session)
    {
        All[session.Id] = session;
        feed.Publish(ChangeTopic.Session, session.Id.Value, session.UserId.Value);
    }

    private DesktopId? Desktop(SessionOpening opening)
    {
        if (opening.Persistence != Persistence.Kept)
            return null;
        if (desktops.All.Values.FirstOrDefault(desktop => desktop.UserId == opening.UserId && desktop.ModuleId == opening.ModuleId) is { } kept)
            return kept.Id;

        var made = new Desktop(
            DesktopId.New(), opening.UserId, opening.ModuleId, opening.ModuleVersion, module(opening.ModuleId)!.Machines[0].Template, null, false, opening.RequestedAt, opening.RequestedAt);
        desktops.All[made.Id] = made;
        return made.Id;
    }
}
