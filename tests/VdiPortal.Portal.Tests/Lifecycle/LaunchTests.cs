using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using VdiPortal.Broker.Sessions;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Lifecycle;

/// <summary>A session from launch to end, seen by a program that uses the API (requirements A3, A8, B2, B7).</summary>
[Collection(RealMachines.Name)]
public sealed class LaunchTests
{
    [Fact]
    public async Task A_warm_machine_runs_pauses_goes_on_and_leaves_nothing_behind()
    {
        await using var portal = await TestPortal.StartAsync();
        var module = await portal.AddModuleAsync(await portal.AddTemplateAsync(), "painting", warm: 1);
        var (ada, admin) = (await portal.AddPersonAsync("ada"), await portal.AddPersonAsync("boss", Broker.Identity.Role.Admin));
        await Pools.UntilWarmAsync(admin, module, 1);

        var session = await ada.LaunchAsync(module);
        var vm = await ada.VmOfAsync(session);
        var qemu = Processes.QemuOf(vm);
        Assert.True((await ada.GetAsync($"sessions/{session}"))["session"]!["trace"]!["warm"]!.GetValue<bool>());
        await Screens.MoveAsync(ada, session);

        Assert.Equal(HttpStatusCode.NoContent, (await ada.SendAsync(HttpMethod.Post, $"sessions/{session}/pause")).StatusCode);
        await Pools.UntilPowerAsync(admin, vm, "Paused");
        await Screens.StandStillAsync(ada, session);

        await ada.SendAsync(HttpMethod.Post, $"sessions/{session}/continue");
        await ada.UntilAsync(session, "Running");
        await Screens.MoveAsync(ada, session);
        Assert.Equal(qemu, Processes.QemuOf(vm));

        Assert.Equal(HttpStatusCode.NoContent, (await ada.SendAsync(HttpMethod.Delete, $"sessions/{session}")).StatusCode);
        await Pools.UntilGoneAsync(admin, vm);
        Assert.Empty(Traces.Of(portal, vm));
        await Pools.UntilWarmAsync(admin, module, 1);
        Assert.Equal(1, (await admin.GetAsync("hosts"))[0]!["usedSlots"]!.GetValue<int>());
        Assert.Empty(portal.Errors.Entries);
    }

    [Theory]
    [InlineData("firmware", 1)]
    [InlineData("bootLoader", 0)]
    public async Task A_machine_that_stands_still_before_its_system_boots_when_it_is_launched(string point, int warm)
    {
        var ready = JsonSerializer.SerializeToElement(new { all = new[] { new { kind = point } }, deadlineSeconds = 60 });
        await using var portal = await TestPortal.StartAsync();
        var module = await portal.AddModuleAsync(await portal.AddTemplateAsync(change: template => template with { Ready = ready }), "painting", warm);
        var (ada, admin) = (await portal.AddPersonAsync("ada"), await portal.AddPersonAsync("boss", Broker.Identity.Role.Admin));
        await Pools.UntilWarmAsync(admin, module, warm);

        var session = await ada.LaunchAsync(module);

        await Screens.MoveAsync(ada, session);
        Assert.Equal(warm == 1, (await ada.GetAsync($"sessions/{session}"))["session"]!["trace"]!["warm"]!.GetValue<bool>());
        Assert.Empty(portal.Errors.Entries);
    }

    [Fact]
    public async Task A_claimed_machine_is_replaced_in_the_background()
    {
        await using var portal = await TestPortal.StartAsync();
        var module = await portal.AddModuleAsync(await portal.AddTemplateAsync(), "painting", warm: 2);
        var (ada, admin) = (await portal.AddPersonAsync("ada"), await portal.AddPersonAsync("boss", Broker.Identity.Role.Admin));
        await Pools.UntilWarmAsync(admin, module, 2);

        await ada.LaunchAsync(module);

        await Pools.UntilWarmAsync(admin, module, 2);
        Assert.Equal(3, (await admin.GetAsync("vms")).AsArray().Count);
    }

    [Fact]
    public async Task The_first_picture_counts_from_when_its_user_saw_it()
    {
        var time = new ShiftedTime();
        await using var portal = await TestPortal.StartAsync(new TestPortalOptions { Time = time });
        var module = await portal.AddModuleAsync(await portal.AddTemplateAsync(), "painting");
        var (ada, bob) = (await portal.AddPersonAsync("ada"), await portal.AddPersonAsync("bob"));
        var id = new SessionId(await ada.LaunchAsync(module));
        var sessions = portal.Services.GetRequiredService<SessionService>();

        time.Advance(TimeSpan.FromMinutes(1));
        await sessions.NoteFirstFrameAsync(bob.Who, id, TimeSpan.Zero, CancellationToken.None);
        var before = time.GetUtcNow();
        await sessions.NoteFirstFrameAsync(ada.Who, id, TimeSpan.FromSeconds(20), CancellationToken.None);
        var after = time.GetUtcNow();
        await sessions.NoteFirstFrameAsync(ada.Who, id, TimeSpan.Zero, CancellationToken.None);

        var session = (await ada.GetAsync($"sessions/{id}"))["session"]!;
        var seen = session["requestedAt"]!.GetValue<DateTimeOffset>() + TimeSpan.FromMilliseconds(session["trace"]!["firstFrameMs"]!.GetValue<double>() + 20_000);
        Assert.InRange(seen, before - TimeSpan.FromMilliseconds(1), after + TimeSpan.FromMilliseconds(1));
    }
}
