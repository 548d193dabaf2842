using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Processes;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>Finds the QEMU processes of this host's directories, by the uuid and a path among their arguments.</summary>
internal static class QemuProcesses
{
    /// <summary>All that run, each by the uuid that it was started with. A launcher in front of QEMU has the same arguments; QEMU itself was started last.</summary>
    public static IReadOnlyDictionary<MachineId, int> FindAll(HostLayout layout)
    {
        var found = new Dictionary<MachineId, int>();
        foreach (var pid in ProcFileSystem.AllPids())
        {
            var arguments = ProcFileSystem.ArgumentsOf(pid);
            if (FindId(arguments) is { } id && arguments.Any(argument => argument.Contains(layout.Of(id).Control, StringComparison.Ordinal)))
            {
                found[id] = Math.Max(pid, found.GetValueOrDefault(id));
            }
        }

        return found;
    }

    /// <summary>The id that is a file's name without its extension, or null.</summary>
    public static MachineId? IdOf(string? name) => Guid.TryParseExact(name, "D", out var id) && id.ToString("D") == name ? new MachineId(id) : null;

    private static MachineId? FindId(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i + 1 < arguments.Count; i++)
        {
            if (arguments[i] == "-uuid")
            {
                return IdOf(arguments[i + 1]);
            }
        }

        return null;
    }
}
