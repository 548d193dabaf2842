using Microsoft.Playwright;
using VdiPortal.Bench.Launching;
using VdiPortal.Bench.Measuring;
using VdiPortal.E2E.Kit;
using VdiPortal.TestKit;

namespace VdiPortal.Bench.Floor;

/// <summary>
/// What a first picture takes without any portal: a paused desktop of the same template and fresh, a page with the portal's own viewer (noVNC and
/// js/screen.js) that is loaded already, a bare relay. From the page's connect, upon which the relay lets the desktop run, to the full picture.
/// </summary>
internal static class FloorMeasurement
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Measures.</summary>
    public static async Task<Sample> RunAsync(Run run, Browsers browsers, CancellationToken cancellation)
    {
        run.Say("The bare floor, without the portal");
        await using var desktops = await FloorDesktops.StartAsync(cancellation);
        await using var server = await FloorServer.StartAsync(Path.Combine(RepositoryRoot.Folder, "wwwroot"));
        var page = await browsers.OpenAsync(server.Address);
        List<double> all = [];
        for (var round = 1; round <= run.Rounds; round++)
        {
            server.Desktop = await desktops.PreparePausedAsync(cancellation);
            all.Add(await MeasureAsync(page, cancellation));
            run.Say(FormattableString.Invariant($"floor {round} of {run.Rounds}: {all[^1]:0} ms"));
            await page.GotoAsync("about:blank");
            await server.Desktop.DestroyAsync(cancellation);
        }

        await page.Context.CloseAsync();
        return new Sample(all);
    }

    private static async Task<double> MeasureAsync(IPage page, CancellationToken cancellation)
    {
        await page.GotoAsync("/");
        await page.WaitForFunctionAsync("() => window.measure");
        await QuietMachine.WaitAsync(cancellation);
        var took = await page.EvaluateAsync<double>("() => measure()").WaitAsync(Patience, cancellation);
        await Picture.CheckAsync(page);
        return took;
    }
}
