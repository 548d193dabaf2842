using VdiPortal.Broker.Sessions;

namespace VdiPortal.Broker.Tests.Sessions;

public class SessionTests
{
    private static readonly DateTimeOffset Soon = Make.Noon.AddSeconds(1);

    [Fact]
    public void A_desktop_that_has_just_begun_to_run_is_not_seen_yet() => Assert.True(Make.Session(SessionState.Running).AwaitsPicture(Soon));

    [Fact]
    public void Whoever_sees_the_picture_waits_no_more()
    {
        var seen = Make.Session(SessionState.Running) with { Trace = LaunchTrace.Empty with { FirstFrameMs = 240 } };
        Assert.False(seen.AwaitsPicture(Soon));
    }

    [Fact]
    public void A_desktop_that_nobody_looks_at_does_not_hold_others_up() =>
        Assert.False(Make.Session(SessionState.Running).AwaitsPicture(Make.Noon + Session.PicturePatience));

    [Theory]
    [InlineData(SessionState.Starting)]
    [InlineData(SessionState.Paused)]
    [InlineData(SessionState.Ended)]
    [InlineData(SessionState.Failed)]
    public void A_session_that_does_not_run_awaits_none(SessionState state) => Assert.False(Make.Session(state).AwaitsPicture(Soon));
}
