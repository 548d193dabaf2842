using Microsoft.Extensions.Logging;
using VdiPortal.Hypervisor.Guests;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Ready;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>The pipes on which a machine speaks: serial port, ready port, QEMU's own messages. Markers are recorded before they count.</summary>
internal sealed class GuestChannels : IDisposable
{
    private readonly MachineId _machine;
    private readonly MachineRecord? _record;
    private readonly ILogger _log;
    private readonly Dictionary<MarkerPoint, TaskCompletionSource> _markers;
    private readonly GuestChannel _serial;
    private readonly GuestChannel _ready;
    private readonly GuestChannel _errors;

    /// <summary>Opens them for reading.</summary>
    /// <param name="paths">Where they are.</param>
    /// <param name="spec">The machine, with the markers that it is waited for.</param>
    /// <param name="record">Where markers are recorded; null when none is waited for.</param>
    /// <param name="watcher">Says when there is something to read.</param>
    /// <param name="log">Told when something cannot be recorded.</param>
    public GuestChannels(MachinePaths paths, MachineSpec spec, MachineRecord? record, DescriptorWatcher watcher, ILogger log)
    {
        _machine = spec.Id;
        _record = record;
        _log = log;
        _markers = (record is null ? [] : CriteriaOf(spec)).SelectMany(ReadyCriterionRules.Leaves).OfType<MarkerPoint>().Distinct()
            .ToDictionary(marker => marker, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        foreach (var marker in record?.ReadProgress().Markers ?? [])
        {
            Seen(marker);
        }

        _errors = new GuestChannel(paths.Errors, [], _ => { }, watcher);
        _serial = Open(paths.Serial, MarkerChannel.Serial, watcher);
        _ready = Open(paths.Ready, MarkerChannel.Virtio, watcher);
    }

    /// <summary>QEMU's last messages.</summary>
    public string Errors
    {
        get
        {
            _errors.Drain();
            return _errors.Tail;
        }
    }

    /// <summary>The last line on the serial port, for diagnosis.</summary>
    public string LastSerialLine => Printable.LastLine(_serial.Tail, maxLength: 200);

    /// <summary>Makes the pipes.</summary>
    public static void Make(MachinePaths paths, Access access)
    {
        access.MakeFifo(paths.Errors);
        foreach (var channel in new[] { paths.Serial, paths.Ready })
        {
            access.MakeFifo(channel + ".in");
            access.MakeFifo(channel + ".out");
        }
    }

    /// <summary>Completes when the guest has written a marker.</summary>
    public Task MarkerAsync(MarkerPoint marker) => _markers[marker].Task;

    /// <inheritdoc/>
    public void Dispose()
    {
        _serial.Dispose();
        _ready.Dispose();
        _errors.Dispose();
    }

    private static IEnumerable<ReadyCriterion> CriteriaOf(MachineSpec spec) => spec.Full is { } full ? [spec.Ready, full] : [spec.Ready];

    private GuestChannel Open(string path, MarkerChannel channel, DescriptorWatcher watcher)
    {
        var wanted = _markers.Where(marker => marker.Key.Channel == channel && !marker.Value.Task.IsCompleted).Select(marker => marker.Key.Text);
        return new GuestChannel(path + ".out", [.. wanted], text => OnMarker(new MarkerPoint(channel, text)), watcher);
    }

    private void OnMarker(MarkerPoint marker)
    {
        try
        {
            _record!.UpdateProgress(progress => progress with { Markers = [.. progress.Markers, marker] });
        }
        catch (Exception e) when (StorageFailure.Understands(e))
        {
            _log.ProgressNotRecorded(_machine, e);
        }

        Seen(marker);
    }

    private void Seen(MarkerPoint marker)
    {
        if (_markers.TryGetValue(marker, out var seen))
        {
            seen.TrySetResult();
        }
    }
}
