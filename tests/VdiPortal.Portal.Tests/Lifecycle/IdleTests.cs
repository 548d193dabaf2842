using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Lifecycle;

/// <summary>Nobody touches the desktop: after T1 it is paused, after T2 it is ended; both are said beforehand (requirement A8).</summary>
[Collection(RealMachines.Name)]
public sealed class IdleTests
{
    private static readonly IdleRules Idle = new(TimeSpan.FromMinutes(20), TimeSpan.FromHours(2));
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task An_idle_desktop_is_paused_then_ended_as_was_said()
    {
        var time = new ShiftedTime();
        await using var portal = await TestPortal.StartAsync(new TestPortalOptions { Time = time });
        var module = await portal.AddModuleAsync(await portal.AddTemplateAsync(), "painting", idle: Idle);
        var (ada, admin) = (await portal.AddPersonAsync("ada"), await portal.AddPersonAsync("boss", Role.Admin));
        var session = await ada.LaunchAsync(module);
        var vm = await ada.VmOfAsync(session);

        var said = await ada.GetAsync($"sessions/{session}");
        var lastInput = said["session"]!["lastInputAt"]!.GetValue<DateTimeOffset>();
        Assert.Equal(lastInput + Idle.PauseAfter, said["pausesAt"]!.GetValue<DateTimeOffset>());
        Assert.Equal(lastInput + Idle.EndAfter, said["endsAt"]!.GetValue<DateTimeOffset>());

        time.Advance(Idle.PauseAfter - Moment);
        await ada.SendAsync(HttpMethod.Post, $"sessions/{session}/keep");
        time.Advance(Idle.PauseAfter - Moment);
        await portal.RoundAsync(session);
        await ada.UntilAsync(session, "Running");

        time.Advance(Moment);
        await ada.UntilAsync(session, "Paused");
        await Pools.UntilPowerAsync(admin, vm, "Paused");
        await Screens.StandStillAsync(ada, session);

        await ada.SendAsync(HttpMethod.Post, $"sessions/{session}/continue");
        await ada.UntilAsync(session, "Running");
        time.Advance(Idle.EndAfter);
        Assert.Equal("Idle", (await ada.UntilAsync(session, "Ended"))["failure"]!.GetValue<string>());
        await Pools.UntilEmptyAsync(admin);
        Assert.Empty(Traces.Of(portal, vm));
    }
}
