using System.Collections.Concurrent;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Portal.Access;

/// <summary>The circuits of this replica by person, so that a revoked sign-in reaches them at once.</summary>
internal sealed partial class CircuitSignIns(IChangeFeed feed, ILogger<CircuitSignIns> log) : BackgroundService
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
                await TryAsync(who, recheck, stoppingToken);
        }
    }

    /// <summary>A circuit whose sign-in cannot be looked at now is looked at again within a minute, and when the feed goes on.</summary>
    private async Task TryAsync(Principal who, Func<CancellationToken, Task> recheck, CancellationToken cancellation)
    {
        try
        {
            await recheck(cancellation);
        }
#pragma warning disable CA1031 // One circuit's trouble, whatever it is, must not keep the others from hearing that they are signed out.
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotChecked(exception, who.UserName);
        }
    }

    private static bool Concerns(ChangeNotice notice, Principal who) => notice.Topic switch
    {
        ChangeTopic.SignIn => who.SignInId?.Value == notice.Id,
        ChangeTopic.User => who.UserId.Value == notice.Id,
        _ => true,
    };

    [LoggerMessage(3201, LogLevel.Warning, "The sign-in of {User} could not be checked; it is checked again within a minute")]
    private partial void LogNotChecked(Exception exception, string user);

    private sealed class Registration(Action remove) : IDisposable
    {
        public void Dispose() => remove();
    }
}
