using Npgsql;
using VdiPortal.Broker.Changes;
using VdiPortal.Store.Changes;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Changes;

/// <summary>What one change brings is in <see cref="NoticeTests"/>; here it is about getting everything there.</summary>
public sealed class FeedTests : StoreTest
{
    private Task<FeedReader> SubscribeAsync(Func<ChangeNotice, bool>? wanted = null) => FeedReader.StartAsync(Store, wanted);

    /// <summary>Writes an outbox row as a trigger would; without NOTIFY when asked.</summary>
    private Task AnnounceAsync(Guid id, bool silently = false) => Store.SqlAsync(silently
        ? $"INSERT INTO changes (topic, id, scope) VALUES ('Setting', '{id}', '{id}')"
        : $"SELECT announce('Setting', '{id}', '{id}')");

    private Task KillAsync() => Store.SqlAsync(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE (query LIKE 'LISTEN%' OR query LIKE 'WITH present AS%') AND datname = current_database()");

    [Fact]
    public async Task A_notice_carries_everything_that_its_row_has()
    {
        using var feed = await SubscribeAsync();
        var id = Guid.NewGuid();

        await AnnounceAsync(id);

        var sequence = await Store.SqlAsync<long>($"SELECT sequence FROM changes WHERE id = '{id}'");
        Assert.Equal(new ChangeNotice(sequence, ChangeTopic.Setting, id, id), await feed.NextAsync());
    }

    [Fact]
    public async Task A_subscriber_gets_what_it_wants_and_others_get_theirs()
    {
        var (mine, yours) = (Guid.NewGuid(), Guid.NewGuid());
        using var me = await SubscribeAsync(notice => notice.Id == mine);
        using var you = me.Another(notice => notice.Id == yours);

        await AnnounceAsync(yours);
        await AnnounceAsync(mine);

        Assert.Equal(mine, (await me.NextAsync()).Id);
        Assert.Equal(yours, (await you.NextAsync()).Id);
    }

    [Fact]
    public async Task A_subscription_ends_when_it_is_disposed()
    {
        using var feed = await SubscribeAsync();

        feed.Dispose();

        await feed.Completion.WaitAsync(TestStore.Patience);
    }

    [Fact]
    public async Task A_subscriber_whose_filter_fails_hears_of_it_and_the_others_go_on()
    {
        using var good = await SubscribeAsync();
        using var bad = good.Another(_ => throw new InvalidOperationException("mine"));
        var id = Guid.NewGuid();

        await AnnounceAsync(id);

        Assert.Equal(id, (await good.NextAsync()).Id);
        Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidOperationException>(() => bad.Completion.WaitAsync(TestStore.Patience))).Message);
    }

    [Fact]
    public async Task A_slow_subscriber_gets_one_resync_in_place_of_what_it_missed()
    {
        using var fast = await SubscribeAsync();
        using var slow = fast.Another();
        var count = ChangeSubscription.Capacity + 10;
        await Store.SqlAsync($"SELECT announce('Setting', gen_random_uuid()) FROM generate_series(1, {count})");
        var last = Guid.NewGuid();
        await AnnounceAsync(last);
        await fast.UntilAsync(last);

        var read = slow.ReadAll();

        Assert.Equal(ChangeTopic.Resync, read[0].Topic);
        Assert.Single(read, notice => notice.Topic == ChangeTopic.Resync);
        Assert.Equal(last, read[^1].Id);
        Assert.True(read.Count <= ChangeSubscription.Capacity);
    }

    [Fact]
    public async Task Nothing_is_lost_when_the_connection_is_killed()
    {
        using var feed = await SubscribeAsync();
        HashSet<Guid> missing = [];
        for (var round = 0; round < 3; round++)
        {
            for (var count = 0; count < 20; count++)
            {
                var id = Guid.NewGuid();
                missing.Add(id);
                await AnnounceAsync(id);
                if (count == 10)
                    await KillAsync();
            }
        }

        while (missing.Count > 0)
        {
            var notice = await feed.NextAsync();
            Assert.NotEqual(ChangeTopic.Resync, notice.Topic);
            missing.Remove(notice.Id);
        }

        Assert.Contains(Store.Log.Lines, line => line.StartsWith("Warning 2001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_announced_while_nobody_listened_is_read_after_the_interruption()
    {
        using var feed = await SubscribeAsync();
        var (before, during) = (Guid.NewGuid(), Guid.NewGuid());
        await AnnounceAsync(before);
        await feed.UntilAsync(before);

        await AnnounceAsync(during, silently: true);
        await KillAsync();

        Assert.Equal(during, (await feed.NextAsync()).Id);
    }

    [Fact]
    public async Task A_row_whose_number_is_older_but_which_became_visible_later_is_not_lost()
    {
        using var feed = await SubscribeAsync();
        var (early, late) = (Guid.NewGuid(), Guid.NewGuid());
        await using var connection = new NpgsqlConnection(Store.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand($"INSERT INTO changes (topic, id, scope) VALUES ('Setting', '{early}', '{early}')", connection, transaction);
        await insert.ExecuteNonQueryAsync();
        await AnnounceAsync(late);
        await feed.UntilAsync(late);

        // The look after this interruption sees the later number but not the earlier one.
        await KillAsync();
        var between = Guid.NewGuid();
        await feed.IsBackAsync();
        await AnnounceAsync(between);
        await feed.UntilAsync(between);
        await transaction.CommitAsync();
        await KillAsync();

        await feed.UntilAsync(early);
    }

    [Fact]
    public async Task After_an_interruption_that_was_too_long_everybody_reads_everything_anew()
    {
        using var feed = await SubscribeAsync();
        await AnnounceAsync(Guid.NewGuid(), silently: true);

        // So many rows that rereading them would take longer than reading everything.
        await Store.SqlAsync("INSERT INTO changes (topic, id, scope) SELECT 'Setting', gen_random_uuid(), gen_random_uuid() FROM generate_series(1, 20001)");
        await KillAsync();

        Assert.Equal(ChangeSubscription.Resync, await feed.NextAsync());
    }

    [Fact]
    public async Task A_strange_notification_does_no_harm()
    {
        using var feed = await SubscribeAsync();
        var id = Guid.NewGuid();
        foreach (var payload in new[] { "", "x", "1 Setting x y", $"-1 Setting {id} {id}", $"1 Nothing {id} {id}", $"1 3 {id}", $"1 Setting {id} {id} z" })
            await Store.SqlAsync($"SELECT pg_notify('vdi_changes', '{payload}')");

        await AnnounceAsync(id);

        Assert.Equal(id, (await feed.NextAsync()).Id);
        Assert.Equal(7, Store.Log.Lines.Count(line => line.StartsWith("Warning 2003", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_feed_ends_with_the_portal_and_leaves_no_connection_behind()
    {
        using var feed = await SubscribeAsync();

        await Store.StopAsync();

        Assert.Equal(0L, await Store.SqlAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE (query LIKE 'LISTEN%' OR query LIKE 'WITH present AS%') AND datname = current_database()"));
    }
}
