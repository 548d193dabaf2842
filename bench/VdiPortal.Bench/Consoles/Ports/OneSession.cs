using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;

namespace VdiPortal.Bench.Consoles.Ports;

/// <summary>The session of the scene.</summary>
internal sealed class OneSession(ConsoleScene scene) : ISessionStore
{
    /// <inheritdoc/>
    public Task<Session?> GetAsync(SessionId id, CancellationToken cancellation) => Task.FromResult(id == scene.Session.Id ? scene.Session : null);

    /// <inheritdoc/>
    public Task AddTraceAsync(SessionId id, double? consoleMs, double? firstFrameMs, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task TouchAsync(SessionId id, DateTimeOffset lastInput, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<SessionOpened> OpenAsync(SessionOpening opening, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IReadOnlyList<Session>> ListActiveAsync(CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IReadOnlyList<Session>> ListOfUserAsync(UserId user, DateTimeOffset endedSince, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<Session?> UpdateAsync(Session changed, CancellationToken cancellation) => throw new NotSupportedException();
}
