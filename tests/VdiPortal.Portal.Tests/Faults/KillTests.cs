using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Tests.Lifecycle;
using VdiPortal.Portal.Tests.Support;
using VdiPortal.TestKit.Faults;

namespace VdiPortal.Portal.Tests.Faults;

/// <summary>kill -9 of the portal, with the host agent in it, at any moment: VMs go on and are adopted (requirement A6).</summary>
[Collection(RealMachines.Name)]
[Trait("Category", "Faults")]
public sealed class KillTests
{
    private static readonly TimeSpan Adopted = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task After_kill_9_the_same_machine_is_adopted_within_ten_seconds()
    {
        await using var portal = await TestPortal.StartAsync(new TestPortalOptions { Slots = 6 });
        var module = await portal.AddModuleAsync(await portal.AddTemplateAsync(), "painting", warm: 1);
        var (ada, bob, admin) = (await portal.AddPersonAsync("ada"), await portal.AddPersonAsync("bob"), await portal.AddPersonAsync("boss", Role.Admin));
        var session = await ada.LaunchAsync(module);
        var vm = await ada.VmOfAsync(session);
        var qemu = Processes.QemuOf(vm);
        await portal.DownAsync();
        try
        {
            var chance = FaultRounds.NewRandom();
            for (var round = 0; round < FaultRounds.Count; round++)
                await KillAsync(portal, module, (ada, bob, admin), session, chance.Next(4));
        }
        finally
        {
            await portal.UpAsync();
        }

        Assert.Equal(qemu, Processes.QemuOf(vm));
        await ada.UntilAsync(session, "Running");
        await ada.SendAsync(HttpMethod.Delete, $"sessions/{session}");
        await Pools.UntilGoneAsync(admin, vm);
    }

    private static async Task KillAsync(TestPortal portal, Module module, (Person Ada, Person Bob, Person Admin) people, Guid session, int moment)
    {
        using (var victim = await PortalProcess.StartAsync(portal))
        {
            await UntilAdoptedAsync(people.Ada, session);
            var under = BeginAsync(people, module, session, moment);
            await victim.KillAsync();
            await under.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        using var heir = await PortalProcess.StartAsync(portal);
        Assert.InRange(await UntilAdoptedAsync(people.Ada, session), TimeSpan.Zero, Adopted);
        await EndOthersAsync(people, session);
        await Pools.UntilWarmAsync(people.Admin, module, 1);
        await Patience.UntilAsync("each VM is one process", async () =>
            (await people.Admin.GetAsync("vms")).AsArray().Count == Processes.With(portal.Run + "/").Count);
        await heir.KillAsync();
    }

    /// <summary>What is under way when the blow falls: nothing, a launch, a pause, or a warm machine being discarded.</summary>
    private static async Task BeginAsync((Person Ada, Person Bob, Person Admin) people, Module module, Guid session, int moment)
    {
        switch (moment)
        {
            case 1:
                await people.Bob.TryLaunchAsync(module);
                break;
            case 2:
                await people.Ada.SendAsync(HttpMethod.Post, $"sessions/{session}/pause");
                break;
            case 3:
                await people.Admin.SendAsync(HttpMethod.Patch, $"modules/{module.Id}", new { summary = "next" });
                break;
        }
    }

    /// <summary>The session is there, runs, and its screen moves; how long that took.</summary>
    private static async Task<TimeSpan> UntilAdoptedAsync(Person ada, Guid session) => await Patience.UntilAsync("the machine is adopted", async () =>
    {
        var state = (await ada.GetAsync($"sessions/{session}"))["session"]!["state"]!.GetValue<string>();
        if (state == "Paused")
            await ada.SendAsync(HttpMethod.Post, $"sessions/{session}/continue");
        using var picture = await ada.SendAsync(HttpMethod.Get, $"sessions/{session}/screen.png");
        Assert.True(state is "Running" or "Paused" or "Starting", state);
        return state == "Running" && picture.IsSuccessStatusCode;
    });

    private static async Task EndOthersAsync((Person Ada, Person Bob, Person Admin) people, Guid session)
    {
        foreach (var other in (await people.Admin.GetAsync("sessions?all=true")).AsArray().Where(other => other!["id"]!.GetValue<Guid>() != session))
            await people.Admin.SendAsync(HttpMethod.Delete, $"sessions/{other!["id"]}");
    }
}
