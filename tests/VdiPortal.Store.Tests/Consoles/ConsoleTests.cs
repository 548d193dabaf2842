using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Consoles;

public sealed class ConsoleTests : StoreTest
{
    private readonly Guid _replica = Guid.NewGuid();
    private User _user = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _user = await Scene.UserAsync();
    }

    private ConsoleConnection Connection(User? user = null, Guid? replica = null)
    {
        var who = user ?? _user;
        return new(
            ConsoleId.New(), replica ?? _replica, SessionId.New(), VmId.New(), who.Id, who.Name, SignInId.New(), ConsoleRight.Control, "203.0.113.7",
            Time.Advance(TimeSpan.FromSeconds(1)));
    }

    private async Task<ConsoleConnection> OpenAsync(User? user = null, Guid? replica = null)
    {
        var connection = Connection(user, replica);
        Assert.True(await Store.Consoles.AddAsync(connection, 100, None));
        return connection;
    }

    [Fact]
    public async Task Open_connections_are_listed_oldest_first()
    {
        var first = await OpenAsync();
        var second = Connection(await Scene.UserAsync()) with { Right = ConsoleRight.View, SignInId = null };
        Assert.True(await Store.Consoles.AddAsync(second, 1, None));

        Assert.Equal([first, second], await Store.Consoles.ListAsync(None));

        await Store.Consoles.RemoveAsync(first.Id, None);
        await Store.Consoles.RemoveAsync(first.Id, None);
        Assert.Equal([second], await Store.Consoles.ListAsync(None));
    }

    [Fact]
    public async Task A_user_holds_no_more_than_the_limit_however_many_are_opened_at_once()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Store.Consoles.AddAsync(Connection(), 5, None)));

        Assert.Equal(5, added.Count(done => done));
        Assert.False(await Store.Consoles.AddAsync(Connection(), 5, None));
        Assert.True(await Store.Consoles.AddAsync(Connection(await Scene.UserAsync()), 5, None));
        await Store.Consoles.RemoveAsync((await Store.Consoles.ListAsync(None))[0].Id, None);
        Assert.True(await Store.Consoles.AddAsync(Connection(), 5, None));
    }

    [Fact]
    public async Task A_filter_meets_what_matches_in_everything_that_is_given()
    {
        var one = await OpenAsync();
        var two = await OpenAsync();
        var others = await OpenAsync(await Scene.UserAsync());

        Assert.Equal(1, await Store.Consoles.RequestCutAsync(new ConsoleFilter(Id: one.Id), None));
        Assert.Equal(1, await Store.Consoles.RequestCutAsync(new ConsoleFilter(Session: one.SessionId), None));
        Assert.Equal(1, await Store.Consoles.RequestCutAsync(new ConsoleFilter(Vm: one.VmId), None));
        Assert.Equal(1, await Store.Consoles.RequestCutAsync(new ConsoleFilter(SignIn: one.SignInId), None));
        Assert.Equal(0, await Store.Consoles.RequestCutAsync(new ConsoleFilter(User: others.UserId, Vm: one.VmId), None));
        Assert.Equal([one.Id], await Store.Consoles.ListCutsAsync(_replica, None));
        Assert.Equal(2, await Store.Consoles.RequestCutAsync(new ConsoleFilter(User: _user.Id), None));
        Assert.Equal([one.Id, two.Id], await Store.Consoles.ListCutsAsync(_replica, None));
    }

    [Fact]
    public async Task A_filter_without_a_condition_cuts_nobody()
    {
        await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => Store.Consoles.RequestCutAsync(new ConsoleFilter(), None));
        Assert.Empty(await Store.Consoles.ListCutsAsync(_replica, None));
    }

    [Fact]
    public async Task A_replica_reads_its_own_cuts_only()
    {
        var elsewhere = Guid.NewGuid();
        var here = await OpenAsync();
        await OpenAsync(replica: elsewhere);
        await Store.Consoles.RequestCutAsync(new ConsoleFilter(User: _user.Id), None);

        Assert.Equal([here.Id], await Store.Consoles.ListCutsAsync(_replica, None));
        Assert.Single(await Store.Consoles.ListCutsAsync(elsewhere, None));
        Assert.Empty(await Store.Consoles.ListCutsAsync(Guid.NewGuid(), None));
    }

    [Fact]
    public async Task The_connections_of_a_silent_replica_are_removed_by_the_others()
    {
        var dead = Guid.NewGuid();
        var here = await OpenAsync();
        await OpenAsync(replica: dead);

        await Store.Consoles.KeepAliveAsync(_replica, TimeSpan.FromMinutes(5), None);
        Assert.Equal(2, (await Store.Consoles.ListAsync(None)).Count);

        await Store.SqlAsync($"UPDATE replicas SET seen_at = now() - interval '6 minutes' WHERE id = '{dead}'");
        await Store.Consoles.KeepAliveAsync(_replica, TimeSpan.FromMinutes(5), None);
        Assert.Equal([here], await Store.Consoles.ListAsync(None));
    }

    [Fact]
    public async Task A_replica_that_lives_keeps_its_connections()
    {
        var connection = await OpenAsync();
        await Store.SqlAsync("UPDATE replicas SET seen_at = now() - interval '6 minutes'");

        await Store.Consoles.KeepAliveAsync(_replica, TimeSpan.FromMinutes(5), None);
        await Store.Consoles.KeepAliveAsync(Guid.NewGuid(), TimeSpan.FromMinutes(5), None);

        Assert.Equal([connection], await Store.Consoles.ListAsync(None));
    }
}
