using System.Globalization;

namespace VdiPortal.Host.Capacity;

/// <summary>Reads the kernel's figures (proc(5)).</summary>
/// <param name="root">Where the file system is mounted.</param>
internal sealed class ProcFiles(string root = "/proc")
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It has another form than proc(5) says.</exception>
    public MemoryState ReadMemory()
    {
        long? total = null, available = null;
        foreach (var line in File.ReadLines(Path.Combine(root, "meminfo")))
        {
            total ??= Kibibytes(line, "MemTotal:");
            available ??= Kibibytes(line, "MemAvailable:");
            if (total is not null && available is not null)
                return new MemoryState(total.Value / 1024, available.Value / 1024);
        }

        throw new InvalidDataException($"{root}/meminfo names no MemTotal or MemAvailable.");
    }

    /// <summary>The first line is <c>cpu user nice system idle iowait irq softirq steal guest guest_nice</c>; guest time is part of user time.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It has another form than proc(5) says.</exception>
    public CpuTimes ReadCpu()
    {
        var fields = File.ReadLines(Path.Combine(root, "stat")).FirstOrDefault()?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (fields.Length < 6 || fields[0] != "cpu")
            throw new InvalidDataException($"{root}/stat does not begin with the sum of all cores.");

        var times = fields.Skip(1).Take(8).Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        var total = times.Sum();
        return new CpuTimes(total - times[3] - times[4], total);
    }

    /// <exception cref="IOException">The file cannot be read.</exception>
    public string ReadBootId() => File.ReadAllText(Path.Combine(root, "sys/kernel/random/boot_id")).Trim();

    private static long? Kibibytes(string line, string name)
    {
        if (!line.StartsWith(name, StringComparison.Ordinal))
            return null;

        var figure = line[name.Length..].Trim().Split(' ')[0];
        return long.TryParse(figure, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
