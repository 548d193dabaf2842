using System.Globalization;

namespace VdiPortal.Bench.Idling;

/// <summary>Processor time as the kernel counts it (proc(5), <c>/proc/PID/stat</c>; a tick is 1/100 s).</summary>
internal static class ProcessorTime
{
    private const int TicksPerSecond = 100;

    /// <summary>What a process has used.</summary>
    public static TimeSpan Of(int pid) => Read(pid) is { } stat ? Time(stat.Own) : TimeSpan.Zero;

    /// <summary>What a process and its children have used, children that have ended and been awaited included.</summary>
    public static TimeSpan OfFamily(int pid)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? Read(id) : null)
            .Where(stat => stat?.Parent == pid)
            .Sum(stat => stat!.Own + stat.Awaited);
        return Read(pid) is { } parent ? Time(parent.Own + parent.Awaited + children) : TimeSpan.Zero;
    }

    private static TimeSpan Time(long ticks) => TimeSpan.FromSeconds((double)ticks / TicksPerSecond);

    private static Stat? Read(int pid)
    {
        try
        {
            // The name may hold spaces and brackets; it ends with the last one.
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var words = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            long Number(int field) => long.Parse(words[field - 3], CultureInfo.InvariantCulture);
            return new Stat((int)Number(4), Number(14) + Number(15), Number(16) + Number(17));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Fields 4, 14 + 15, 16 + 17.</summary>
    private sealed record Stat(int Parent, long Own, long Awaited);
}
