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
        IReadOnlyList<LaunchTimes> warm, cold;
        await using (var scene = await LaunchScene.StartAsync(run, browsers))
        {
            // What the first launch of a process pays, for code that was never run, no other pays; it is told apart.
            var first = await scene.MeasureAsync(warm: 1, cancellation);
            run.Result("launch.warm.first_after_start", first.Frame, "ms");
            warm = await scene.MeasureAsync("warm", run.Rounds, warm: 1, cancellation);
            cold = await scene.MeasureAsync("cold", Math.Min(run.Rounds, MostCold), warm: 0, cancellation);
            await IdleUse.MeasureAsync(run, scene, cancellation);
        }

        var floor = await FloorMeasurement.RunAsync(run, browsers, cancellation);
        Write(run, warm, cold, floor);
    }

    private static void Write(Run run, IReadOnlyList<LaunchTimes> warm, IReadOnlyList<LaunchTimes> cold, Sample floor)
    {
        LaunchBreakdown.Write(run, "warm", warm);
        LaunchBreakdown.Write(run, "cold", cold);
        var toFrame = new Sample(warm.Select(times => times.Frame));
        var coldToFrame = new Sample(cold.Select(times => times.Frame));
        run.Result("launch.claim_to_running", new Sample(warm.Select(times => times.Running - times.Claimed)), "ms");
        run.Result("launch.warm.click_to_frame", toFrame, "ms");
        run.Result("launch.cold.click_to_frame.p50", coldToFrame.Median, "ms");
        run.Result("launch.cold_over_warm", coldToFrame.Median / toFrame.Median, "times");
        run.Result("launch.floor", floor, "ms");
        run.Result("launch.warm_over_floor.p50", toFrame.Median - floor.Median, "ms");
    }
}
