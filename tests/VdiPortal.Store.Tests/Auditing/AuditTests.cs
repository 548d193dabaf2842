using Npgsql;
using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Ports;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Auditing;

public sealed class AuditTests : StoreTest
{
    private IAuditLog Audit => Store.Get<IAuditLog>();

    private async Task<AuditEntry> WriteAsync(
        string action = AuditActions.Launch, string actor = "ada", string target = "Paint", string? detail = null, AuditOutcome outcome = AuditOutcome.Done)
    {
        var entry = new AuditEntry(action, outcome, actor, Guid.NewGuid(), target, "203.0.113.7", detail);
        await Audit.WriteAsync(entry, None);
        return entry;
    }

    private async Task<string[]> FindAsync(AuditQuery query) => [.. (await Audit.SearchAsync(query, None)).Select(record => record.Entry.Target)];

    [Fact]
    public async Task An_entry_is_read_as_it_was_written()
    {
        var entry = await WriteAsync(detail: "more");
        var system = new AuditEntry(AuditActions.HostLost, AuditOutcome.Failed, "system", null, "host1", "");
        Time.Advance(TimeSpan.FromSeconds(1));
        await Audit.WriteAsync(system, None);

        var records = await Audit.SearchAsync(new AuditQuery(), None);

        Assert.Equal([system, entry], records.Select(record => record.Entry));
        Assert.Equal([Time.Now, Time.Now.AddSeconds(-1)], records.Select(record => record.At));
        Assert.True(records[0].Id > records[1].Id);
    }

    [Fact]
    public async Task Text_is_found_in_actor_action_target_and_detail_without_regard_to_case()
    {
        await WriteAsync(actor: "Needle", target: "1");
        await WriteAsync(action: "a.needle", target: "2");
        await WriteAsync(target: "3 NEEDLE");
        await WriteAsync(target: "4", detail: "a needle here");
        await WriteAsync(target: "5");

        Assert.Equal(["4", "3 NEEDLE", "2", "1"], await FindAsync(new AuditQuery(Text: "needle")));
    }

    [Theory]
    [InlineData("100%", "100% sure")]
    [InlineData("a_b", "a_b")]
    [InlineData(@"c:\x", @"c:\x")]
    public async Task Signs_with_a_meaning_in_patterns_stand_for_themselves(string text, string target)
    {
        foreach (var written in new[] { "100% sure", "1000 sure", "a_b", "axb", @"c:\x", "c:x" })
            await WriteAsync(target: written);

        Assert.Equal([target], await FindAsync(new AuditQuery(Text: text)));
    }

    [Fact]
    public async Task An_action_is_found_by_its_name_or_its_first_part()
    {
        await WriteAsync("session.launch", target: "1");
        await WriteAsync("session.end", target: "2");
        await WriteAsync("sessions.end", target: "3");
        await WriteAsync("session", target: "4");

        Assert.Equal(["4", "2", "1"], await FindAsync(new AuditQuery(Action: "session")));
        Assert.Equal(["2"], await FindAsync(new AuditQuery(Action: "session.end")));
        Assert.Empty(await FindAsync(new AuditQuery(Action: "sess")));
    }

    [Fact]
    public async Task Outcome_and_time_narrow_the_search()
    {
        await WriteAsync(target: "1");
        var from = Time.Advance(TimeSpan.FromMinutes(1));
        await WriteAsync(target: "2");
        await WriteAsync(target: "3", outcome: AuditOutcome.Refused);
        var until = Time.Advance(TimeSpan.FromMinutes(1));
        await WriteAsync(target: "4");

        Assert.Equal(["3", "2"], await FindAsync(new AuditQuery(From: from, Until: until)));
        Assert.Equal(["3"], await FindAsync(new AuditQuery(Outcome: AuditOutcome.Refused)));
        Assert.Equal(["2"], await FindAsync(new AuditQuery(Text: "2", Action: "session", Outcome: AuditOutcome.Done, From: from, Until: until)));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        for (var count = 0; count < 5; count++)
            await WriteAsync(target: $"{count}");

        var first = await Audit.SearchAsync(new AuditQuery(Take: 2), None);
        var second = await Audit.SearchAsync(new AuditQuery(Take: 2, BeforeId: first[^1].Id), None);
        var third = await Audit.SearchAsync(new AuditQuery(Take: 2, BeforeId: second[^1].Id), None);

        Assert.Equal(["4", "3", "2", "1", "0"], first.Concat(second).Concat(third).Select(record => record.Entry.Target));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-7, 1)]
    [InlineData(5000, 1000)]
    public async Task A_page_has_between_one_and_a_thousand_rows(int asked, int given)
    {
        await Store.SqlAsync("INSERT INTO audit_log (at, action, outcome, actor, target, from_address) SELECT now(), 'a', 'Done', '', '', '' FROM generate_series(1, 1001)");

        Assert.Equal(given, (await Audit.SearchAsync(new AuditQuery(Take: asked), None)).Count);
    }

    [Fact]
    public async Task What_is_too_long_or_cannot_be_stored_is_cut_and_not_refused()
    {
        await WriteAsync(actor: new string('a', 63) + "😀", target: new string('t', 400), detail: "\0" + new string('d', 600));

        var entry = Assert.Single(await Audit.SearchAsync(new AuditQuery(), None)).Entry;
        Assert.Equal((new string('a', 63), new string('t', 300), "\uFFFD" + new string('d', 499)), (entry.Actor, entry.Target, entry.Detail));
        Assert.Empty(await Audit.SearchAsync(new AuditQuery(Text: "x\0y", Action: "z\0"), None));
    }

    [Fact]
    public async Task The_log_is_written_once_and_never_changed()
    {
        await WriteAsync(target: "1");

        foreach (var sql in new[] { "UPDATE audit_log SET actor = 'eve'", "DELETE FROM audit_log", "TRUNCATE audit_log" })
            await Assert.ThrowsAsync<PostgresException>(() => Store.SqlAsync(sql));
        Assert.Equal(["1"], await FindAsync(new AuditQuery()));
    }

    [Fact]
    public async Task Only_retention_forgets_what_is_old()
    {
        await WriteAsync(target: "old");
        Time.Advance(TimeSpan.FromDays(400));
        await WriteAsync(target: "new");

        Assert.Equal(1, await Store.SqlAsync<long>($"SELECT audit_log_forget('{Time.Now.AddDays(-365):O}')"));

        Assert.Equal(["new"], await FindAsync(new AuditQuery()));
        await Assert.ThrowsAsync<PostgresException>(() => Store.SqlAsync("DELETE FROM audit_log"));
    }
}
