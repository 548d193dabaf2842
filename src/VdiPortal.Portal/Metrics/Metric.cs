using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace VdiPortal.Portal.Metrics;

/// <summary>One instrument with its series. Labels that would make too many of them are gathered in one series.</summary>
internal sealed class Metric
{
    /// <summary>Series of one instrument; what goes beyond is counted under <see cref="Overflow"/>.</summary>
    public const int MaxSeries = 50;

    /// <summary>The labels of what went beyond.</summary>
    public const string Overflow = "overflow=\"true\"";

    private static readonly double[] Milliseconds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 60_000];
    private static readonly double[] Seconds = [0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 1_800, 7_200, 28_800];
    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    /// <summary>Describes the instrument.</summary>
    public Metric(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        Kind = type.StartsWith("Histogram", StringComparison.Ordinal) ? MetricKind.Histogram
            : type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal) ? MetricKind.Counter
            : MetricKind.Gauge;
        KeepsLast = instrument.IsObservable || type.StartsWith("Gauge", StringComparison.Ordinal);
        Name = MetricName.Of(instrument.Name, instrument.Unit, Kind == MetricKind.Counter);
        Help = instrument.Description ?? "";
        Bounds = Kind != MetricKind.Histogram ? [] : instrument.Unit == "s" ? Seconds : Milliseconds;
    }

    /// <summary>Its name for Prometheus.</summary>
    public string Name { get; }

    /// <summary>What it says.</summary>
    public string Help { get; }

    /// <summary>How it adds up.</summary>
    public MetricKind Kind { get; }

    /// <summary>Whether a measurement is the value itself and not what is added to it.</summary>
    public bool KeepsLast { get; }

    /// <summary>Upper bounds of the buckets.</summary>
    public IReadOnlyList<double> Bounds { get; }

    /// <summary>All series by labels, in order.</summary>
    public IEnumerable<KeyValuePair<string, MetricSeries>> Series => _series.OrderBy(series => series.Key, StringComparer.Ordinal);

    /// <summary>Takes a measurement in.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = Find(MetricName.Labels(tags));
        if (KeepsLast)
            series.Set(value);
        else
            series.Add(value);
    }

    private MetricSeries Find(string labels) =>
        _series.TryGetValue(labels, out var known) ? known
        : _series.GetOrAdd(_series.Count < MaxSeries ? labels : Overflow, _ => new MetricSeries(Bounds));
}
