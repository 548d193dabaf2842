using VdiPortal.Bench.Measuring;

namespace VdiPortal.Bench.Consoles;

/// <summary>How fast screens pass through the gateway and the host's console endpoint (requirement A7), beside Debian's websockify.</summary>
internal sealed class GatewayBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "gateway";

    /// <inheritdoc/>
    public string Summary => "throughput and round trip of a console through gateway and host, beside websockify; two minutes";

    /// <inheritdoc/>
    public int DefaultRounds => 20;

    /// <inheritdoc/>
    public async Task RunAsync(Run run, CancellationToken cancellation)
    {
        var directory = Directory.CreateTempSubdirectory("vdi-gate-");
        await using var screen = VncServer.Start(Path.Combine(directory.FullName, "vnc"));
        await using (var portal = await ConsolePortal.StartAsync(directory.FullName, screen.Socket, cancellation))
        await using (var websockify = await Websockify.StartAsync(screen.Socket, cancellation))
        {
            var gateway = new ConsolePath("gateway", portal.Console, ConsolePortal.Origin);
            var other = new ConsolePath("websockify", websockify.Address, ConsolePortal.Origin);
            await MeasureAsync(run, [gateway, other], cancellation);
            Write(run, gateway, other);
        }

        directory.Delete(recursive: true);
    }

    /// <summary>The first round, on code that was never run, does not count. Who begins changes from round to round.</summary>
    private static async Task MeasureAsync(Run run, ConsolePath[] paths, CancellationToken cancellation)
    {
        for (var round = 0; round <= run.Rounds; round++)
        {
            foreach (var path in paths)
                await path.MeasureAsync(isCounted: round > 0, cancellation);
            run.Say(round == 0 ? "warmed up" : $"round {round} of {run.Rounds}: {paths[0]}; {paths[1]}");
            Array.Reverse(paths);
        }
    }

    private static void Write(Run run, ConsolePath gateway, ConsolePath websockify)
    {
        foreach (var path in new[] { gateway, websockify })
        {
            run.Result($"{path.Name}.down", path.Down.Median, "MB/s");
            run.Result($"{path.Name}.up", path.Up.Median, "MB/s");
            run.Result($"{path.Name}.rtt", path.RoundTrip, "us");
        }

        run.Result("gateway.down_over_websockify", gateway.Down.Median / websockify.Down.Median, "times");
        run.Result("gateway.up_over_websockify", gateway.Up.Median / websockify.Up.Median, "times");
        run.Result("gateway.rtt_over_websockify", gateway.RoundTrip.Median / websockify.RoundTrip.Median, "times");
    }
}
