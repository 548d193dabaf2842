using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Sessions;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Sessions;

public sealed class SessionTests : StoreTest
{
    [Fact]
    public async Task An_update_writes_everything_and_raises_the_version()
    {
        var session = await Scene.SessionAsync(await Scene.ModuleAsync());
        var changed = session with
        {
            State = SessionState.Running,
            Stage = LaunchStage.Running,
            Progress = 100,
            Failure = new Failure(FailureCode.DiskFull, "detail"),
            Trace = new LaunchTrace(true, 1.5, 2.5, 3.5, 4.5),
            RunningAt = Time.Now.AddSeconds(1),
            LastInputAt = Time.Now.AddSeconds(2),
            EndedAt = Time.Now.AddSeconds(3),
        };

        var updated = await Store.Sessions.UpdateAsync(changed, None);

        Assert.Equal(changed with { Version = 2 }, updated);
        Assert.Equal(updated, await Store.Sessions.GetAsync(session.Id, None));
    }

    [Fact]
    public async Task Whoever_read_an_older_version_is_told_to_read_anew()
    {
        var session = await Scene.SessionAsync(await Scene.ModuleAsync());
        var first = await Store.Sessions.UpdateAsync(session with { Progress = 10 }, None);

        Assert.Null(await Store.Sessions.UpdateAsync(session with { Progress = 20 }, None));
        Assert.Equal(first, await Store.Sessions.GetAsync(session.Id, None));
        Assert.Null(await Store.Sessions.UpdateAsync(session with { Id = SessionId.New() }, None));
    }

    [Fact]
    public async Task Of_many_updates_at_the_same_time_one_wins()
    {
        var session = await Scene.SessionAsync(await Scene.ModuleAsync());

        var results = await Task.WhenAll(Enumerable.Range(1, 16).Select(
            progress => Store.Sessions.UpdateAsync(session with { Progress = progress }, None)));

        Assert.Equal(Assert.Single(results.OfType<Session>()), await Store.Sessions.GetAsync(session.Id, None));
    }

    [Fact]
    public async Task An_end_without_a_time_is_stamped()
    {
        var session = await Scene.SessionAsync(await Scene.ModuleAsync());
        var at = Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(at, (await Store.Sessions.UpdateAsync(session with { State = SessionState.Failed }, None))!.EndedAt);
    }

    [Fact]
    public async Task The_last_input_moves_forward_only_and_raises_no_version()
    {
        var session = await Scene.SessionAsync(await Scene.ModuleAsync());
        var later = Time.Now.AddMinutes(5);

        await Store.Sessions.TouchAsync(session.Id, later, None);
        await Store.Sessions.TouchAsync(session.Id, later.AddMinutes(-1), None);

        Assert.Equal(session with { LastInputAt = later }, await Store.Sessions.GetAsync(session.Id, None));
    }

    [Fact]
    public async Task An_update_never_takes_back_an_input_or_a_trace_that_it_did_not_know()
    {
        var session = await Scene.SessionAsync(await Scene.ModuleAsync());
        var input = Time.Now.AddMinutes(5);
        await Store.Sessions.TouchAsync(session.Id, input, None);
        await Store.Sessions.AddTraceAsync(session.Id, 80, 160, None);

        var updated = await Store.Sessions.UpdateAsync(session with { Trace = session.Trace with { RunningMs = 40 } }, None);

        Assert.Equal(input, updated!.LastInputAt);
        Assert.Equal(new LaunchTrace(false, null, 40, 80, 160), updated.Trace);
    }

    [Fact]
    public async Task Only_the_first_console_and_the_first_frame_are_traced()
    {
        var session = await Scene.SessionAsync(await Scene.ModuleAsync());

        await Store.Sessions.AddTraceAsync(session.Id, 80, null, None);
        await Store.Sessions.AddTraceAsync(session.Id, 90, 160, None);
        await Store.Sessions.AddTraceAsync(session.Id, 100, 170, None);

        Assert.Equal(session with { Trace = new LaunchTrace(false, null, null, 80, 160) }, await Store.Sessions.GetAsync(session.Id, None));
    }

    [Fact]
    public async Task Active_sessions_are_listed_oldest_first()
    {
        var module = await Scene.ModuleAsync();
        List<Session> sessions = [];
        for (var count = 0; count < 3; count++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            sessions.Add(await Scene.SessionAsync(module));
        }

        await Scene.EndAsync(sessions[1]);

        Assert.Equal([sessions[0], sessions[2]], await Store.Sessions.ListActiveAsync(None));
    }

    [Fact]
    public async Task A_persons_sessions_are_the_active_ones_and_those_that_ended_lately_newest_first()
    {
        var module = await Scene.ModuleAsync();
        var user = await Scene.UserAsync();
        await Scene.SessionAsync(module);
        var old = await Scene.SessionAsync(module, user);
        await Scene.EndAsync(old);
        var since = Time.Advance(TimeSpan.FromHours(1));
        var recent = await Scene.EndAsync(await Scene.SessionAsync(module, user));
        Time.Advance(TimeSpan.FromHours(1));
        var active = await Scene.SessionAsync(module, user);

        Assert.Equal([active, recent], await Store.Sessions.ListOfUserAsync(user.Id, since, None));
    }

    [Fact]
    public async Task A_session_that_never_was_is_null() => Assert.Null(await Store.Sessions.GetAsync(SessionId.New(), None));

    [Fact]
    public async Task A_session_that_is_over_cannot_come_back()
    {
        var ended = await Scene.EndAsync(await Scene.SessionAsync(await Scene.ModuleAsync()));

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Store.Sessions.UpdateAsync(ended with { State = SessionState.Running }, None));
    }
}
