using System.Diagnostics.Metrics;
using VdiPortal.Broker.Consoles;

namespace VdiPortal.Gateway;

/// <summary>What the gateway counts; meter <c>VdiPortal.Gateway</c> (requirement F5).</summary>
internal sealed class GatewayMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "VdiPortal.Gateway";

    private readonly UpDownCounter<long> _open;
    private readonly Histogram<double> _lasted;

    /// <summary>Makes the instruments.</summary>
    public GatewayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _open = meter.CreateUpDownCounter<long>("vdi.consoles.open", "{connection}", "Open console connections, by right.");
        _lasted = meter.CreateHistogram<double>("vdi.console.duration", "s", "How long console connections lasted, by right.");
    }

    /// <summary>A connection was opened.</summary>
    public void Opened(ConsoleRight right) => _open.Add(1, Tag(right));

    /// <summary>A connection was closed.</summary>
    public void Closed(ConsoleRight right, TimeSpan lasted)
    {
        _open.Add(-1, Tag(right));
        _lasted.Record(lasted.TotalSeconds, Tag(right));
    }

    private static KeyValuePair<string, object?> Tag(ConsoleRight right) => new("right", right.ToString());
}
