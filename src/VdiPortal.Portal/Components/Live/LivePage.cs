using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Portal.Access;

namespace VdiPortal.Portal.Components.Live;

/// <summary>
/// A page that shows what is so now: reads when it opens, and again when the change feed says that something of it changed.
/// While the database is away it keeps what it shows, says so, and tries again.
/// </summary>
public abstract partial class LivePage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _gone = new();

    /// <summary>Makes the page.</summary>
    protected LivePage() => Gone = _gone.Token;

    /// <summary>State changes of the whole installation.</summary>
    [Inject]
    protected IChangeFeed Feed { get; set; } = null!;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>Who looks at the page.</summary>
    [Inject]
    protected CurrentPrincipal Person { get; set; } = null!;

    [Inject]
    private ILoggerFactory Loggers { get; set; } = null!;

    /// <summary>Who looks at the page; null until that is known, or when nobody is signed in any more.</summary>
    protected Principal? Who { get; private set; }

    /// <summary>Whether there is something to show; until then the page shows skeletons.</summary>
    protected bool Loaded { get; private set; }

    /// <summary>Whether the database is away: what is shown may be old.</summary>
    protected bool Away { get; private set; }

    /// <summary>Ends when the page is left.</summary>
    protected CancellationToken Gone { get; }

    /// <summary>The least time between two readings; notices within it are taken together.</summary>
    protected virtual TimeSpan Pace => TimeSpan.FromMilliseconds(200);

    /// <summary>Reads anew after this time even when nothing was reported; null for never.</summary>
    protected virtual TimeSpan? Every => null;

    /// <summary>Whether this notice is about something that the page shows.</summary>
    protected abstract bool Concerns(ChangeNotice notice, Principal who);

    /// <summary>Whether this notice is worth reading anew at once, without <see cref="Pace"/>.</summary>
    protected virtual bool IsUrgent(ChangeNotice notice) => false;

    /// <summary>Whether notices wait: somebody waits for something more important, and the page reads by itself once that is over.</summary>
    protected virtual bool Holds => false;

    /// <summary>Reads what the page shows.</summary>
    protected abstract Task LoadAsync(Principal who, CancellationToken cancellation);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Who = await Person.GetAsync();
        if (Who is not { } who)
            return;

        var subscription = Feed.Subscribe(notice => notice.Topic == ChangeTopic.Resync || Concerns(notice, who));
        await ReadAsync(who);
        _ = InvokeAsync(() => FollowAsync(who, subscription));
    }

    /// <summary>Reads anew now.</summary>
    protected async Task ReadAsync()
    {
        if (Who is { } who)
            await ReadAsync(who);
    }

    /// <summary>Does something that may meet an outage. False, and the banner, when it did.</summary>
    protected async Task<bool> TryAsync(Func<Principal, CancellationToken, Task> action)
    {
        if (Who is not { } who)
            return false;

        try
        {
            await action(who, Gone);
            return true;
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception) when (Outage.Is(exception))
        {
            Note(exception);
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the page's subscription and its reading.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || Gone.IsCancellationRequested)
            return;

        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task ReadAsync(Principal who)
    {
        try
        {
            await LoadAsync(who, Gone);
            (Loaded, Away) = (true, false);
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // The page has been left; nobody waits for the answer.
        }
        catch (Exception exception) when (Outage.Is(exception))
        {
            Note(exception);
        }
    }

    private async Task FollowAsync(Principal who, IChangeSubscription subscription)
    {
        using var _ = subscription;
        var token = Gone;
        try
        {
            while (!token.IsCancellationRequested)
            {
                var urgent = await WaitAsync(subscription, token);
                if (!urgent)
                    await Task.Delay(Pace, Time, token);
                Drain(subscription);
                if (Holds)
                    continue;

                await ReadAsync(who);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The page has been left.
        }
        catch (Exception exception) when (!Outage.Is(exception))
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task<bool> WaitAsync(IChangeSubscription subscription, CancellationToken token)
    {
        var limit = Away ? Again : Every;
        if (limit is null)
            return IsUrgent(await subscription.Notices.ReadAsync(token));

        using var timer = new CancellationTokenSource(limit.Value, Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, token);
        try
        {
            return IsUrgent(await subscription.Notices.ReadAsync(both.Token));
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return true;
        }
    }

    private static void Drain(IChangeSubscription subscription)
    {
        while (subscription.Notices.TryRead(out _))
        {
            // One reading answers them all.
        }
    }

    private void Note(Exception exception)
    {
        if (!Away)
            LogAway(Loggers.CreateLogger(GetType()), exception, GetType().Name);
        Away = true;
    }

    [LoggerMessage(3001, LogLevel.Warning, "Page {Page} cannot read; it tries again")]
    private static partial void LogAway(ILogger log, Exception exception, string page);
}
