using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Replicas;

namespace VdiPortal.Hypervisor.Storage;

/// <summary>Where everything of a host lies. Disks refer to each other by relative names, so that the data directory can be moved.</summary>
internal sealed class HostLayout(string data, string run)
{
    public string Data { get; } = Path.TrimEndingDirectorySeparator(data);

    public string Run { get; } = Path.TrimEndingDirectorySeparator(run);

    public string Images => Path.Combine(Data, "images");

    public string Overlays => Path.Combine(Data, "overlays");

    public string Desktops => Path.Combine(Data, "desktops");

    public string Machines => Path.Combine(Data, "machines");

    public string Replicas => Path.Combine(Data, "replicas");

    /// <summary>QEMU processes that wait to become somebody's machine; ours alone.</summary>
    public string Shells => Path.Combine(Machines, ".shells");

    /// <summary>Held by the one process that owns the data directory.</summary>
    public string OwnerLock => Path.Combine(Machines, ".lock");

    public string Image(string sha256) => Path.Combine(Images, sha256);

    public string ImageStamp(string sha256) => Path.Combine(Images, sha256 + ".json");

    /// <summary>An overlay over that image with nothing in it, to be copied.</summary>
    public string EmptyOverlay(string sha256) => Path.Combine(Images, sha256 + ".empty");

    public string Desktop(string name) => Path.Combine(Desktops, name + ".qcow2");

    /// <summary>What an overlay names as the file below it; the same from overlays, desktops, replicas and images.</summary>
    public static string BackingName(string sha256) => "../images/" + sha256;

    public ReplicaPaths Of(ReplicaId id) => new(this, id);

    public MachinePaths Of(MachineId id) => new(this, id);

    /// <summary>Makes the directories that are missing and sets everyone's rights.</summary>
    public void Prepare(Access access)
    {
        foreach (var top in new[] { Data, Run }.Where(top => !Directory.Exists(top)))
        {
            access.MakePassageDirectory(top);
        }

        access.MakePassageDirectory(Images);
        access.MakePassageDirectory(Overlays);
        access.MakePassageDirectory(Desktops);
        access.MakePassageDirectory(Replicas);
        Access.MakePrivateDirectory(Machines);
        Access.MakePrivateDirectory(Shells);
    }
}
