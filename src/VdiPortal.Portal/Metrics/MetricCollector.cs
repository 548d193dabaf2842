using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace VdiPortal.Portal.Metrics;

/// <summary>Listens to the meters <c>VdiPortal.*</c> of this application (requirement F5).</summary>
internal sealed class MetricCollector : IHostedService, IDisposable
{
    private const string Ours = "VdiPortal.";
    private readonly IMeterFactory _meters;
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, Metric> _metrics = new();

    /// <summary>Prepares; listening begins with the application.</summary>
    public MetricCollector(IMeterFactory meters)
    {
        _meters = meters;
        _listener.InstrumentPublished = Publish;
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
    }

    /// <summary>Everything that was measured, by name.</summary>
    public IReadOnlyList<Metric> Collect()
    {
        _listener.RecordObservableInstruments();
        return [.. _metrics.Values.OrderBy(metric => metric.Name, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    /// <summary>Meters of another application in the same process have another factory.</summary>
    private void Publish(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name.StartsWith(Ours, StringComparison.Ordinal) && ReferenceEquals(instrument.Meter.Scope, _meters))
            listener.EnableMeasurementEvents(instrument);
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _metrics.GetOrAdd(instrument, key => new Metric(key)).Record(value, tags);
}
