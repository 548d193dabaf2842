using System.Text;
using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Hypervisor.Storage;

/// <summary>Where everything of one machine lies.</summary>
internal sealed class MachinePaths(HostLayout layout, MachineId id)
{
    /// <summary>Bytes that a Unix socket's path may have (unix(7), less the end).</summary>
    public const int MaxSocketBytes = 107;

    /// <summary>Ours alone: what the machine is and what became of it. Made first, removed last.</summary>
    public string Directory { get; } = Path.Combine(layout.Machines, id.ToString());

    /// <summary>The same while it is being made or removed; a leftover of that name is removed at adoption.</summary>
    public string StagedDirectory { get; } = Path.Combine(layout.Machines, StagedPrefix + id);

    public const string StagedPrefix = ".staged-";

    public string Spec => Path.Combine(Directory, "spec.json");

    public string Generation => Path.Combine(Directory, "generation");

    public string Process => Path.Combine(Directory, "process.json");

    public string Progress => Path.Combine(Directory, "progress.json");

    public string Overlay { get; } = Path.Combine(layout.Overlays, id + ".qcow2");

    /// <summary>QEMU makes its sockets here.</summary>
    public string Run { get; } = Path.Combine(layout.Run, id.ToString());

    public string Control => Path.Combine(Run, "control");

    public string Rescue => Path.Combine(Run, "rescue");

    public string Agent => Path.Combine(Run, "agent");

    public string Vnc => Path.Combine(Run, "vnc");

    /// <summary>Where the machine can be made to stand still before its operating system.</summary>
    public string Stops => Path.Combine(Run, "stops");

    /// <summary>Beginning of the names of the serial port's two pipes.</summary>
    public string Serial => Path.Combine(Run, "serial");

    /// <summary>Beginning of the names of the ready port's two pipes.</summary>
    public string Ready => Path.Combine(Run, "ready");

    public string Errors => Path.Combine(Run, "errors");

    public string Screen => Path.Combine(Run, "screen");

    /// <summary>The disk of a machine.</summary>
    public string Disk(DiskSpec disk) => disk.DesktopDisk is { } name ? layout.Desktop(name) : Overlay;

    /// <summary>Whether nothing of the machine is there yet.</summary>
    public HypervisorFailure? CheckFree() => System.IO.Directory.Exists(Directory) || File.Exists(Overlay)
        ? new HypervisorFailure(HypervisorFailureKind.AlreadyExists, $"Files of a machine {id} exist already. See what adoption reports of them.")
        : null;

    /// <summary>Whether every socket's path is short enough; if not, says by how much the run directory is too long.</summary>
    public HypervisorFailure? CheckLength()
    {
        var excess = Encoding.UTF8.GetByteCount(Control) - MaxSocketBytes;
        return excess <= 0
            ? null
            : new HypervisorFailure(
                HypervisorFailureKind.PathTooLong,
                $"The run directory {layout.Run} is {excess} bytes too long for Unix sockets. Set Vdi:RunDirectory to a shorter path, for example /run/vdiportal.");
    }
}
