using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Replicas;
using VdiPortal.Hypervisor.Storage;
using VdiPortal.TestKit.Guests;

namespace VdiPortal.Hypervisor.Tests.Replicas;

/// <summary>Replicas and their children on a test's host.</summary>
internal static class ReplicaScene
{
    /// <summary>Makes a replica that must work.</summary>
    public static async Task<ReplicaInfo> MakeReplicaAsync(this TestHost host, ImportedGuest? guest = null, IProgress<ReplicaStage>? progress = null)
    {
        var made = await host.Hypervisor.Replicas.MakeAsync(ReplicaSpec.Of(new ReplicaId(Guid.NewGuid()), (guest ?? host.Paint).ToSpec()), progress, Patience.Token);
        Assert.True(made.Succeeded, made.Failure?.Message);
        return made.Value;
    }

    /// <summary>The spec of a child.</summary>
    public static MachineSpec ToChild(this ImportedGuest guest, ReplicaId replica) => guest.ToSpec() with { Replica = replica };

    /// <summary>Forks a child that must work.</summary>
    public static Task<IMachine> ForkAsync(this TestHost host, ReplicaId replica, ImportedGuest? guest = null) => host.CreateAsync((guest ?? host.Paint).ToChild(replica));

    /// <summary>A machine's screen.</summary>
    public static async Task<byte[]> LookAsync(this IMachine machine) => (await machine.ScreenshotAsync(null, Patience.Token)).Value!.Png.ToArray();

    /// <summary>Changes what is written down of a replica, and opens the driver anew.</summary>
    public static async Task RewriteAsync(this TestHost host, ReplicaId replica, Func<ReplicaRecord, ReplicaRecord> change)
    {
        await host.ReopenAsync();
        host.Layout.Prepare(new Access(null));
        var record = ReplicaFiles.TakeStock(host.Layout, (_, _) => { }).Single(record => record.Id == replica);
        ReplicaFiles.Write(host.Layout.Of(replica), change(record));
        await host.Hypervisor.AdoptAsync(Patience.Token);
    }

    /// <summary>Makes the stamps fit the files as they are now, as somebody might who alters them on purpose.</summary>
    public static Task ForgeStampsAsync(this TestHost host, ReplicaId replica)
    {
        var paths = host.Layout.Of(replica);
        return host.RewriteAsync(replica, record => record with
        {
            Disk = record.Disk with { Stamp = LinuxFile.Stamp(paths.Disk)! },
            Memory = record.Memory with { Stamp = LinuxFile.Stamp(paths.Memory)! },
            State = record.State with { Stamp = LinuxFile.Stamp(paths.State)! },
        });
    }
}
