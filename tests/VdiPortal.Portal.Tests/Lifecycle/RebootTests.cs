using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Lifecycle;

/// <summary>The host was restarted: what ran there has ended with that reason, what is kept is kept.</summary>
[Collection(RealMachines.Name)]
public sealed class RebootTests
{
    [Fact]
    public async Task After_a_restart_of_the_host_sessions_end_with_the_reason_and_desktops_remain()
    {
        await using var portal = await TestPortal.StartAsync();
        var template = await portal.AddTemplateAsync();
        var (kept, clean) = (await portal.AddModuleAsync(template, "kept", persistence: Persistence.Kept), await portal.AddModuleAsync(template, "clean"));
        var (ada, bob, admin) = (await portal.AddPersonAsync("ada"), await portal.AddPersonAsync("bob"), await portal.AddPersonAsync("boss", Role.Admin));
        var (hers, his) = (await ada.LaunchAsync(kept), await bob.LaunchAsync(clean));
        var disk = Assert.Single(DesktopsOf(portal));

        await portal.DownAsync();
        foreach (var pid in Processes.With(portal.Run))
            Processes.Kill(pid);
        foreach (var directory in Directory.EnumerateDirectories(portal.Run))
            Directory.Delete(directory, recursive: true);
        await portal.ExecuteAsync("UPDATE hosts SET boot_id = 'the boot before'");
        await portal.UpAsync();

        Assert.Equal("HostRestarted", (await ada.UntilAsync(hers, "Failed"))["failure"]!.GetValue<string>());
        Assert.Equal("HostRestarted", (await bob.UntilAsync(his, "Failed"))["failure"]!.GetValue<string>());
        await Pools.UntilEmptyAsync(admin);
        Assert.Equal(disk, Assert.Single(DesktopsOf(portal)));
        await ada.LaunchAsync(kept);
        Assert.Equal(disk, Assert.Single(DesktopsOf(portal)));
    }

    private static IEnumerable<string> DesktopsOf(TestPortal portal) => Directory.EnumerateFiles(Path.Combine(portal.Data, "desktops"), "*.qcow2");
}
