using System.Text;

namespace VdiPortal.Hypervisor.Guests;

/// <summary>
/// What a guest's Linux says of itself, asked through its agent. A guest that cannot be asked now has nothing to say: the answer is then the
/// same as if it were not so.
/// </summary>
internal sealed class GuestSystem(GuestAgentClient agent)
{
    private const int MaxTableBytes = 1024 * 1024;
    private static readonly TimeSpan ScriptPatience = TimeSpan.FromSeconds(10);

    // Built-ins of the shell only: no process is started for each that is looked at. A line is "id (name) state ..."; the dead do not count.
    private const string FindProcess =
        "for stat in /proc/[0-9]*/stat; do [ $stat = /proc/$$/stat ] && continue; { IFS= read -r line <$stat; } 2>/dev/null || continue; "
        + "case $line in *\" ($1) \"[!ZXx]\" \"*) exit 0;; esac; done; exit 1";

    /// <summary>Whether a process of that name runs.</summary>
    /// <param name="name">Its name as Linux keeps it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> RunsAsync(string name, CancellationToken cancellationToken)
    {
        var script = new GuestCommand("/bin/sh", ["-c", FindProcess, "sh", name], MaxOutputBytes: 0, Timeout: ScriptPatience);
        return await agent.ExecuteAsync(script, cancellationToken) is { Succeeded: true, Value.ExitCode: 0 };
    }

    /// <summary>Counts TCP sockets. Of each of the two tables the first MiB is looked at, some 7,000 sockets.</summary>
    /// <param name="port">Their own port.</param>
    /// <param name="state">Their state.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<int> CountSocketsAsync(int port, TcpSocketState state, CancellationToken cancellationToken) =>
        TcpTable.Count(await ReadTableAsync("/proc/net/tcp", cancellationToken), port, state)
        + TcpTable.Count(await ReadTableAsync("/proc/net/tcp6", cancellationToken), port, state);

    private async Task<string> ReadTableAsync(string path, CancellationToken cancellationToken)
    {
        var read = await agent.ReadFileAsync(path, MaxTableBytes, cancellationToken);
        return read.Succeeded ? Encoding.Latin1.GetString(read.Value.Content.Span) : "";
    }
}
