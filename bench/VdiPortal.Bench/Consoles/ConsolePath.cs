using System.Diagnostics;
using VdiPortal.Bench.Measuring;

namespace VdiPortal.Bench.Consoles;

/// <summary>One way to the screen, and what was measured on it.</summary>
/// <param name="name">Its name in the results.</param>
/// <param name="address">Its WebSocket.</param>
/// <param name="origin">The page that the connection claims to come from.</param>
internal sealed class ConsolePath(string name, Uri address, string origin)
{
    private const int UpBytes = 256 << 20;
    private const int RoundTrips = 2_000;
    private readonly List<double> _down = [];
    private readonly List<double> _up = [];
    private readonly List<double> _roundTrips = [];

    /// <summary>Its name in the results.</summary>
    public string Name => name;

    /// <summary>Pictures to the client, million bytes a second; one value for each round.</summary>
    public Sample Down => new(_down);

    /// <summary>Clipboard texts to the server, million bytes a second; one value for each round.</summary>
    public Sample Up => new(_up);

    /// <summary>A small request and its small answer, microseconds; one value for each exchange.</summary>
    public Sample RoundTrip => new(_roundTrips);

    /// <summary>Measures all three once, on a new connection.</summary>
    public async Task MeasureAsync(bool isCounted, CancellationToken cancellation)
    {
        await using var client = await VncClient.ConnectAsync(address, origin, cancellation);
        List<double> trips = [];
        for (var trip = 0; trip < RoundTrips; trip++)
            trips.Add(await TimeAsync(() => client.PingAsync(cancellation)) * 1e6);
        var down = VncServer.StreamBytes / 1e6 / await TimeAsync(() => client.DownloadAsync(cancellation));
        var up = UpBytes / 1e6 / await TimeAsync(() => client.UploadAsync(UpBytes, cancellation));
        if (!isCounted)
            return;

        _roundTrips.AddRange(trips);
        _down.Add(down);
        _up.Add(up);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{name} {_down[^1]:0} down, {_up[^1]:0} up MB/s, {RoundTrip.Median:0} us");

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        var began = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
