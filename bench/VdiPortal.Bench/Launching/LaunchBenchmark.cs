using VdiPortal.Bench.Floor;
using VdiPortal.Bench.Idling;
using VdiPortal.Bench.Measuring;
using VdiPortal.E2E.Kit;

namespace VdiPortal.Bench.Launching;

/// <summary>How fast a desktop is there (requirements A3, B1 to B3): warm, cold, and without any portal; and what an idle portal uses.</summary>
internal sealed class LaunchBenchmark : IBenchmark
{
    private const int MostCold = 5;

    /// <inheritdoc/>
    public string Name => "launch";

    /// <inheritdoc/>
    public string Summary => "claim to running, click to picture (warm, cold, bare floor), processor use when idle; ten minutes";

    /// <inheritdoc/>
    public int DefaultRounds => 20;

    /// <inheritdoc/>
    public async Task RunAsync(Run run, CancellationToken cancellation)
    {
        await using var browsers = await Browsers.StartAsync();
        Sample warm;
        await using (var scene = await LaunchScene.StartAsync(run, browsers))
        {
            // What the first launch of a process pays, for code that was never run, no other pays; it is told apart.
            var first = await scene.MeasureAsync(warm: 1, cancellation);
            run.Result("launch.warm.first_after_start", first.Frame, "ms");
            warm = WriteWarm(run, await scene.MeasureAsync("warm", run.Rounds, warm: 1, cancellation));
            WriteCold(run, await scene.MeasureAsync("cold", Math.Min(run.Rounds, MostCold), warm: 0, cancellation), warm);
            await IdleUse.MeasureAsync(run, scene, cancellation);
        }

        var floor = await FloorMeasurement.RunAsync(run, browsers, cancellation);
        run.Result("launch.floor", floor, "ms");
        run.Result("launch.warm_over_floor.p50", warm.Median - floor.Median, "ms");
    }

    private static Sample WriteWarm(Run run, IReadOnlyList<LaunchTimes> launches)
    {
        LaunchBreakdown.Write(run, "warm", launches);
        var toFrame = new Sample(launches.Select(times => times.Frame));
        run.Result("launch.claim_to_running", new Sample(launches.Select(times => times.Running - times.Claimed)), "ms");
        run.Result("launch.warm.click_to_frame", toFrame, "ms");
        return toFrame;
    }

    private static void WriteCold(Run run, IReadOnlyList<LaunchTimes> launches, Sample warm)
    {
        LaunchBreakdown.Write(run, "cold", launches);
        var toFrame = new Sample(launches.Select(times => times.Frame));
        run.Result("launch.cold.click_to_frame.p50", toFrame.Median, "ms");
        run.Result("launch.cold_over_warm", toFrame.Median / warm.Median, "times");
    }
}
