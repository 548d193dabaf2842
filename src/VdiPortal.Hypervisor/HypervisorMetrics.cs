using System.Diagnostics.Metrics;

namespace VdiPortal.Hypervisor;

/// <summary>What this host's hypervisor measures (requirement F5).</summary>
internal sealed class HypervisorMetrics : IDisposable
{
    public const string MeterName = "VdiPortal.Hypervisor";
    private readonly Meter _meter;
    private readonly Counter<long> _starts;
    private readonly Counter<long> _exits;
    private readonly Histogram<double> _ready;
    private readonly Histogram<double> _resume;
    private readonly Histogram<double> _fork;

    public HypervisorMetrics(IMeterFactory? factory = null)
    {
        _meter = factory?.Create(MeterName) ?? new Meter(MeterName);
        _starts = _meter.CreateCounter<long>("vdi.machine.starts", "{machine}", "Machines asked for, by outcome.");
        _exits = _meter.CreateCounter<long>("vdi.machine.exits", "{machine}", "Machines that ended, by kind.");
        _ready = _meter.CreateHistogram<double>("vdi.machine.ready", "s", "From QEMU's start until the machine was ready.");
        _resume = _meter.CreateHistogram<double>("vdi.machine.resume", "ms", "From the request to resume until QEMU ran the machine.");
        _fork = _meter.CreateHistogram<double>("vdi.machine.fork", "ms", "From the request to fork a machine until it stood ready.");
    }

    /// <summary>Counts a machine that was asked for.</summary>
    /// <param name="failure">Why there is none, or null.</param>
    public void Started(HypervisorFailureKind? failure) => _starts.Add(1, new KeyValuePair<string, object?>("outcome", failure?.ToString() ?? "Started"));

    /// <summary>Counts a machine that ended.</summary>
    public void Exited(Machines.MachineExit exit) => _exits.Add(1, new KeyValuePair<string, object?>("exit", exit.ToString()));

    /// <summary>Records a machine's becoming ready, or that it did not.</summary>
    public void Ready(TimeSpan took, bool reached) => _ready.Record(took.TotalSeconds, new KeyValuePair<string, object?>("reached", reached));

    /// <summary>Records a resume.</summary>
    public void Resumed(TimeSpan took) => _resume.Record(took.TotalMilliseconds);

    /// <summary>Records a fork.</summary>
    public void Forked(TimeSpan took) => _fork.Record(took.TotalMilliseconds);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
