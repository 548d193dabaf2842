using System.Diagnostics.Metrics;
using VdiPortal.Broker.Failures;

namespace VdiPortal.Broker.Diagnostics;

/// <summary>What the broker counts and measures; meter <c>VdiPortal.Broker</c> (requirement F5).</summary>
public sealed class BrokerMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "VdiPortal.Broker";

    private readonly Counter<long> _launches;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _running;

    /// <summary>Makes the instruments.</summary>
    public BrokerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _launches = meter.CreateCounter<long>("vdi.launches", "{launch}", "Launches that reached running, by kind (warm or cold).");
        _failures = meter.CreateCounter<long>("vdi.launch.failures", "{launch}", "Launches that failed, by reason.");
        _running = meter.CreateHistogram<double>("vdi.launch.duration", "ms", "From the request to all VMs running, by kind.");
    }

    /// <summary>A session runs for the first time.</summary>
    public void Launched(bool warm, double milliseconds)
    {
        var kind = new KeyValuePair<string, object?>("kind", warm ? "warm" : "cold");
        _launches.Add(1, kind);
        _running.Record(milliseconds, kind);
    }

    /// <summary>A launch failed.</summary>
    public void LaunchFailed(FailureCode reason) => _failures.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
}
