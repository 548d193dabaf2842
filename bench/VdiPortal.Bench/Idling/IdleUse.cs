using System.Diagnostics;
using System.Globalization;
using VdiPortal.Bench.Launching;
using VdiPortal.Bench.Measuring;

namespace VdiPortal.Bench.Idling;

/// <summary>What the portal and its database use while nobody does anything: five paused desktops, one browser on Home.</summary>
internal static class IdleUse
{
    private const int Desktops = 5;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);

    /// <summary>Measures for a minute and writes the results, in per cent of one core.</summary>
    public static async Task MeasureAsync(Run run, LaunchScene scene, CancellationToken cancellation)
    {
        run.Say($"Idle: {Desktops} paused desktops, {Duration.TotalSeconds} s");
        await scene.KeepWarmAsync(Desktops);
        await scene.OpenHomeAsync();
        await scene.WaitForQuietAsync(Desktops, cancellation);
        var portal = scene.Product.PortalPid;
        var database = PostmasterPid(scene.Product.Data);
        var (portalBefore, databaseBefore) = (ProcessorTime.Of(portal), ProcessorTime.OfFamily(database));
        var began = Stopwatch.GetTimestamp();
        await Task.Delay(Duration, TimeProvider.System, cancellation);
        var took = Stopwatch.GetElapsedTime(began);
        run.Result("idle.cpu_percent", 100 * (ProcessorTime.Of(portal) - portalBefore) / took, "%");
        run.Result("idle.database_cpu_percent", 100 * (ProcessorTime.OfFamily(database) - databaseBefore) / took, "%");
    }

    private static int PostmasterPid(string data) =>
        int.Parse(File.ReadLines(Path.Combine(data, "postgres", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
}
