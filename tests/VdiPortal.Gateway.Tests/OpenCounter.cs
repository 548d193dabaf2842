using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace VdiPortal.Gateway.Tests;

/// <summary>Adds up what a gateway counts as open connections.</summary>
internal sealed class OpenCounter : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _open;

    public OpenCounter(TestGateway gateway)
    {
        var factory = gateway.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == factory && instrument.Name == "vdi.consoles.open")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _open, value));
        _listener.Start();
    }

    public long Open => Interlocked.Read(ref _open);

    public void Dispose() => _listener.Dispose();
}
