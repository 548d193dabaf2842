using System.Globalization;

namespace VdiPortal.Hypervisor.Processes;

/// <summary>What /proc tells about processes. Processes that are gone, dead or not ours to see are null.</summary>
internal static class ProcFileSystem
{
    private const int StateField = 0, UserTimeField = 11, SystemTimeField = 12, StartField = 19;
    private const double TicksPerSecond = 100;

    /// <summary>Identifies the present boot of this host.</summary>
    public static string BootId { get; } = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>Identifies the process that has this id now.</summary>
    public static ProcessIdentity? Identify(int pid)
    {
        var fields = ReadStat(pid);
        return fields is null || fields[StateField] is "Z" or "X"
            ? null
            : new ProcessIdentity(pid, long.Parse(fields[StartField], CultureInfo.InvariantCulture), BootId);
    }

    /// <summary>Whether that very process lives.</summary>
    public static bool IsAlive(ProcessIdentity process) => Identify(process.Pid) == process;

    /// <summary>How long ago it started, by the clock that also runs while the host sleeps.</summary>
    public static TimeSpan AgeOf(ProcessIdentity process)
    {
        var uptime = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(Math.Max(0, uptime - (process.StartTicks / TicksPerSecond)));
    }

    /// <summary>CPU time that it used, or null.</summary>
    public static TimeSpan? CpuTimeOf(int pid) =>
        ReadStat(pid) is { } fields
            ? TimeSpan.FromSeconds(
                (long.Parse(fields[UserTimeField], CultureInfo.InvariantCulture) + long.Parse(fields[SystemTimeField], CultureInfo.InvariantCulture)) / TicksPerSecond)
            : null;

    /// <summary>One figure in bytes out of /proc/pid/<paramref name="file"/>, for example VmRSS of status, or null.</summary>
    public static long? BytesOf(int pid, string file, string key)
    {
        var line = ReadLines(pid, file)?.FirstOrDefault(line => line.StartsWith(key + ":", StringComparison.Ordinal));
        return line is null ? null : long.Parse(line[(key.Length + 1)..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>The arguments that a process was started with; empty when they cannot be seen.</summary>
    public static IReadOnlyList<string> ArgumentsOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception e) when (IsGone(e))
        {
            return [];
        }
    }

    /// <summary>Sets the kernel's out-of-memory rank of a process.</summary>
    /// <returns>Null, or why it could not be set.</returns>
    public static string? SetOomScore(int pid, int score)
    {
        try
        {
            File.WriteAllText($"/proc/{pid}/oom_score_adj", score.ToString(CultureInfo.InvariantCulture));
            return null;
        }
        catch (Exception e) when (IsGone(e))
        {
            return e.Message;
        }
    }

    /// <summary>The ids of all processes that can be seen.</summary>
    public static IEnumerable<int> AllPids() =>
        Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0);

    private static string[]? ReadStat(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            // The name in parentheses may itself hold spaces and parentheses: count from its end.
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception e) when (IsGone(e))
        {
            return null;
        }
    }

    private static string[]? ReadLines(int pid, string file)
    {
        try
        {
            return File.ReadAllLines($"/proc/{pid}/{file}");
        }
        catch (Exception e) when (IsGone(e))
        {
            return null;
        }
    }

    private static bool IsGone(Exception e) => e is IOException or UnauthorizedAccessException;
}
