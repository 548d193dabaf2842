using System.Net;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Lifecycle;

/// <summary>A data directory on a small file system of its own, filled to the last byte.</summary>
[Collection(RealMachines.Name)]
public sealed class DiskFullTests
{
    [RootFact]
    public async Task On_a_full_disk_launches_fail_with_that_reason_and_work_again_once_there_is_room()
    {
        var mount = Directory.CreateTempSubdirectory("vdi-full-").FullName;
        await Processes.RunAsync("mount", "-t", "tmpfs", "-o", "size=320m,mode=755", "vdi-test", mount);
        try
        {
            await using var portal = await TestPortal.StartAsync(new TestPortalOptions { DataParent = mount });
            var module = await portal.AddModuleAsync(await portal.AddTemplateAsync(), "painting");
            var (ada, admin) = (await portal.AddPersonAsync("ada"), await portal.AddPersonAsync("boss", Role.Admin));
            var filler = Path.Combine(mount, "filler");
            await FillAsync(filler);

            Assert.Matches("^(DiskFull|HostNotReady)$", await ReasonAsync(ada, module));
            await Patience.UntilAsync("administrators see it", async () => (await admin.GetAsync("hosts"))[0]!["problem"] is { } problem
                && problem.GetValue<string>().Contains("Free some space", StringComparison.Ordinal));
            Assert.Equal("HostNotReady", await ReasonAsync(ada, module));
            await Pools.UntilEmptyAsync(admin);

            File.Delete(filler);
            await Patience.UntilAsync("the host is well again", async () => (await admin.GetAsync("hosts"))[0]!["problem"] is null);
            await ada.LaunchAsync(module);
        }
        finally
        {
            await Processes.RunAsync("umount", mount);
            Directory.Delete(mount);
        }
    }

    /// <summary>Why a launch fails: at once, or a moment later.</summary>
    private static async Task<string?> ReasonAsync(Person person, Module module)
    {
        var (status, body) = await person.TryLaunchAsync(module);
        if (status == HttpStatusCode.ServiceUnavailable)
            return body["code"]!.GetValue<string>();

        return (await person.UntilAsync(body["id"]!.GetValue<Guid>(), "Failed"))["failure"]!.GetValue<string>();
    }

    private static async Task FillAsync(string path)
    {
        var block = new byte[64 << 10];
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in new[] { block.Length, 4096, 1 })
        {
            try
            {
                while (true)
                    await file.WriteAsync(block.AsMemory(0, size));
            }
            catch (IOException)
            {
                // Full, for pieces of this size.
            }
        }
    }
}
