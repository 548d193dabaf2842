using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Ports;
using VdiPortal.Store.Changes;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Changes;

/// <summary>A subscriber of a feed that runs.</summary>
internal sealed class FeedReader : IDisposable
{
    private readonly TestStore _store;
    private readonly IChangeSubscription _subscription;

    private FeedReader(TestStore store, Func<ChangeNotice, bool>? wanted)
    {
        _store = store;
        _subscription = store.Get<IChangeFeed>().Subscribe(wanted ?? (_ => true));
    }

    public Task Completion => _subscription.Notices.Completion;

    /// <summary>Starts the feed and waits until it listens: its first word is that everything is to be read anew.</summary>
    public static async Task<FeedReader> StartAsync(TestStore store, Func<ChangeNotice, bool>? wanted = null)
    {
        var reader = new FeedReader(store, wanted);
        await store.StartAsync<ChangeListener>();
        Assert.Equal(ChangeSubscription.Resync, await reader.NextAsync());
        return reader;
    }

    public FeedReader Another(Func<ChangeNotice, bool>? wanted = null) => new(_store, wanted);

    public async Task<ChangeNotice> NextAsync()
    {
        using var patience = new CancellationTokenSource(TestStore.Patience);
        return await _subscription.Notices.ReadAsync(patience.Token);
    }

    /// <summary>Reads until the notice of this id has come; answers it and those before it.</summary>
    public async Task<IReadOnlyList<ChangeNotice>> UntilAsync(Guid id)
    {
        List<ChangeNotice> notices = [];
        do
            notices.Add(await NextAsync());
        while (notices[^1].Id != id);
        return notices;
    }

    /// <summary>Waits until a connection listens again.</summary>
    public async Task IsBackAsync()
    {
        using var patience = new CancellationTokenSource(TestStore.Patience);
        const string Listening = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'WITH present AS%' AND state = 'idle' AND datname = current_database()";
        while (await _store.SqlAsync<long>(Listening) == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
    }

    public IReadOnlyList<ChangeNotice> ReadAll()
    {
        List<ChangeNotice> notices = [];
        while (_subscription.Notices.TryRead(out var notice))
            notices.Add(notice);
        return notices;
    }

    public void Dispose() => _subscription.Dispose();
}
