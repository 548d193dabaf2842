using System.Collections.Concurrent;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Portal.Access;

/// <summary>The circuits of this replica by person, so that a revoked sign-in reaches them at once.</summary>
internal sealed class CircuitSignIns(IChangeFeed feed) : BackgroundService
{
    private readonly ConcurrentDictionary<Guid, (Principal Who, Func<CancellationToken, Task> Recheck)> _circuits = new();

    /// <summary>Registers a circuit until the result is disposed.</summary>
    public IDisposable Add(Principal who, Func<CancellationToken, Task> recheck)
    {
        var key = Guid.NewGuid();
        _circuits[key] = (who, recheck);
        return new Registration(() => _circuits.TryRemove(key, out _));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(notice => notice.Topic is ChangeTopic.SignIn or ChangeTopic.User or ChangeTopic.Resync);
        await foreach (var notice in subscription.Notices.ReadAllAsync(stoppingToken))
        {
            foreach (var (who, recheck) in _circuits.Values.Where(circuit => Concerns(notice, circuit.Who)).ToList())
                await recheck(stoppingToken);
        }
    }

    private static bool Concerns(ChangeNotice notice, Principal who) => notice.Topic switch
    {
        ChangeTopic.SignIn => who.SignInId?.Value == notice.Id,
        ChangeTopic.User => who.UserId.Value == notice.Id,
        _ => true,
    };

    private sealed class Registration(Action remove) : IDisposable
    {
        public void Dispose() => remove();
    }
}
