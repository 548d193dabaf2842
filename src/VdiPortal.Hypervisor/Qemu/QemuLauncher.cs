using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Win32.SafeHandles;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Processes;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>
/// Starts QEMU processes; the only place that does. In a session of its own (no Ctrl-C reaches it, it outlives us), as QEMU's user, with an
/// empty environment, no core dumps, its messages going to a pipe. QEMU's own -daemonize cannot be used: its sandbox forbids it.
/// </summary>
internal sealed class QemuLauncher(QemuOptions options, QemuAccount account)
{
    // $1: pipe for messages, $2: umask, $3: out-of-memory rank, $4: standard input; then the command. Everything becomes one process by exec.
    private const string Script = """
        ulimit -c 0
        umask "$2"
        { echo "$3" >/proc/self/oom_score_adj; } 2>/dev/null || :
        exec 2>"$1" <>"$4" >/dev/null
        shift 4
        exec "$@"
        """;

    /// <summary>Starts it. The pipe for messages must be open for reading.</summary>
    /// <param name="paths">The machine's files.</param>
    /// <param name="arguments">QEMU's arguments.</param>
    /// <param name="memory">Memory that it finds on its standard input, or null when it makes its own.</param>
    /// <returns>The process: QEMU itself, or a launcher that waits for it.</returns>
    public Process Start(MachinePaths paths, IReadOnlyList<string> arguments, SafeFileHandle? memory = null)
    {
        var umask = account.Access.QemuGroup is null ? "077" : "007";
        var start = new ProcessStartInfo("/usr/bin/setsid") { WorkingDirectory = "/" };
        CleanEnvironment.Apply(start);
        string[] words =
        [
            "/bin/sh", "-c", Script, "sh", paths.Errors, umask, options.WarmOomScore.ToString(CultureInfo.InvariantCulture),
            memory is null ? "/dev/null" : SharedMemory.PathOf(memory),
            .. account.Prefix, options.Binary, .. arguments,
        ];
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        return Process.Start(start) ?? throw new Win32Exception("setsid did not start.");
    }

    /// <summary>Kills a process that only QEMU's user may kill.</summary>
    public async Task KillAsync(int pid, ToolRunner tools, CancellationToken cancellationToken) =>
        await tools.RunAsync([.. account.Prefix, "/bin/kill", "-KILL", pid.ToString(CultureInfo.InvariantCulture)], cancellationToken);
}
