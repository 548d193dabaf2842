using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace VdiPortal.Host.Slots;

/// <summary>
/// Remembers, also across restarts, which VMs the portal wished away and with which generation: a wish that was overtaken never brings one
/// back, and a removal that was cut short is finished. Bounded: the oldest are forgotten. Thread-safe.
/// </summary>
internal sealed partial class RemovedVms : IDisposable
{
    /// <summary>So many are remembered.</summary>
    public const int Capacity = 10_000;

    private readonly string _path;
    private readonly ILogger<RemovedVms> _log;
    private readonly Dictionary<Guid, long> _generations = [];
    private readonly Queue<Guid> _order = new();
    private readonly Lock _lock = new();
    private FileStream? _file;

    public RemovedVms(HostProfile profile, ILogger<RemovedVms> log)
    {
        (_path, _log) = (Path.Combine(profile.DataDirectory, "host", "removed"), log);
        Load();
    }

    /// <summary>The generation with which it was wished away, or null.</summary>
    public long? Find(Guid vm)
    {
        lock (_lock)
            return _generations.TryGetValue(vm, out var generation) ? generation : null;
    }

    /// <summary>Writes down that a VM is wished away, durably before it returns.</summary>
    public void Add(Guid vm, long generation)
    {
        lock (_lock)
        {
            if (_generations.TryGetValue(vm, out var known) && known >= generation)
                return;

            Remember(vm, generation);
            Append($"{vm:D} {generation.ToString(CultureInfo.InvariantCulture)}\n");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
            _file?.Dispose();
    }

    private void Remember(Guid vm, long generation)
    {
        if (!_generations.ContainsKey(vm))
            _order.Enqueue(vm);
        _generations[vm] = generation;
        while (_order.Count > Capacity)
            _generations.Remove(_order.Dequeue());
    }

    /// <summary>A full disk must not keep VMs from being removed, which frees space: then memory has to do.</summary>
    private void Append(string line)
    {
        try
        {
            _file ??= Open();
            _file.Write(Encoding.ASCII.GetBytes(line));
            _file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(e, _path);
        }
    }

    /// <summary>A line that a crash left unfinished is ended, so that it spoils no other.</summary>
    private FileStream Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        file.WriteByte((byte)'\n');
        return file;
    }

    private void Load()
    {
        if (!File.Exists(_path))
            return;

        var lines = 0;
        foreach (var line in File.ReadLines(_path))
        {
            lines++;
            if (Parse(line) is var (vm, generation))
                Remember(vm, generation);
        }

        if (lines > 2 * Capacity)
            Compact();
    }

    private static (Guid Vm, long Generation)? Parse(string line) =>
        line.Split(' ') is [var id, var number]
        && Guid.TryParseExact(id, "D", out var vm)
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
            ? (vm, generation)
            : null;

    private void Compact()
    {
        var whole = _path + ".new";
        using (var file = new FileStream(whole, FileMode.Create, FileAccess.Write))
        {
            using var writer = new StreamWriter(file, leaveOpen: true);
            foreach (var vm in _order)
                writer.Write($"{vm:D} {_generations[vm].ToString(CultureInfo.InvariantCulture)}\n");
            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(whole, _path, overwrite: true);
    }

    [LoggerMessage(4201, LogLevel.Warning, "{Path} could not be written; removals are remembered until the agent ends")]
    private partial void LogNotWritten(Exception exception, string path);
}
