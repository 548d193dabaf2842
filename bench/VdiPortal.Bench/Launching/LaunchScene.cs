using System.Text.Json.Nodes;
using Microsoft.Playwright;
using VdiPortal.Bench.Measuring;
using VdiPortal.E2E.Kit;

namespace VdiPortal.Bench.Launching;

/// <summary>A fresh installation with one learner at a browser, as a newcomer has it.</summary>
internal sealed class LaunchScene : IAsyncDisposable
{
    private const string Password = "calm green orchard";
    private const string Slug = "debian";
    private const string Title = "Debian desktop";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Run _run;
    private readonly Learner _learner;

    private LaunchScene(Run run, Learner learner) => (_run, _learner) = (run, learner);

    /// <summary>The running product.</summary>
    public Product Product => _learner.Product;

    private ApiClient Api => _learner.Api;

    private IPage Page => _learner.Page;

    /// <summary>Starts the product and signs the learner in.</summary>
    public static async Task<LaunchScene> StartAsync(Run run, Browsers browsers)
    {
        run.Say("Starting a fresh installation");
        var product = await Product.StartAsync(new ProductOptions(Slots: 6));
        try
        {
            var api = await People.SetUpAsync(product, browsers, "admin", Password);
            await api.AddUserAsync("learner", Password);
            var page = await browsers.OpenAsync(product.Address);
            await page.AddInitScriptAsync(Witness.Script);
            await People.SignInAsync(page, "learner", Password);
            return new LaunchScene(run, new Learner("learner", page, product, api));
        }
        catch
        {
            await product.DisposeAsync();
            throw;
        }
    }

    /// <summary>Launches and ends so many desktops, each on a quiet machine.</summary>
    /// <param name="kind">For the words said meanwhile.</param>
    /// <param name="rounds">How many.</param>
    /// <param name="warm">Warm desktops that must be there before each; none makes each launch a boot.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<LaunchTimes>> MeasureAsync(string kind, int rounds, int warm, CancellationToken cancellation)
    {
        List<LaunchTimes> all = [];
        for (var round = 1; round <= rounds; round++)
        {
            all.Add(await MeasureAsync(warm, cancellation));
            _run.Say(FormattableString.Invariant($"{kind} launch {round} of {rounds}: {all[^1].Frame:0} ms"));
        }

        return all;
    }

    /// <summary>Launches and ends one desktop on a quiet machine.</summary>
    public async Task<LaunchTimes> MeasureAsync(int warm, CancellationToken cancellation)
    {
        await KeepWarmAsync(warm);
        await OpenHomeAsync();
        await WaitForQuietAsync(warm, cancellation);
        return await LaunchAsync(isWarm: warm > 0, cancellation);
    }

    /// <summary>The learner's browser shows Home, with everything fetched that a launch needs.</summary>
    public async Task OpenHomeAsync()
    {
        await Page.GotoAsync("/");
        await Page.GetByRole(AriaRole.Button, new() { Name = $"Launch {Title}", Exact = true }).WaitForAsync();
        await Page.WaitForFunctionAsync("() => performance.getEntriesByType('resource').some(entry => entry.name.endsWith('/core/rfb.js'))");
    }

    /// <summary>Sets how many warm desktops there shall be; none of any other module.</summary>
    public async Task KeepWarmAsync(int count)
    {
        foreach (var (slug, wanted) in new[] { ("my-debian", 0), (Slug, count) })
        {
            if ((await Api.ModuleAsync(slug))["warmTarget"]!.GetValue<int>() != wanted)
                await Api.SetWarmAsync(slug, wanted);
        }
    }

    /// <summary>Waits until exactly so many VMs exist, all of them paused, and the machine has nothing else to do.</summary>
    public async Task WaitForQuietAsync(int warm, CancellationToken cancellation)
    {
        await Conditions.WaitAsync($"{warm} paused VMs and no others", Patience, IsSettledAsync, cancellation);
        if (!await QuietMachine.WaitAsync(cancellation))
            _run.Say("  (the machine is busy with something else)");

        async Task<bool> IsSettledAsync()
        {
            var vms = (await Api.GetAsync("vms")).AsArray();
            return vms.Count == warm && vms.All(vm => vm!["power"]!.GetValue<string>() == "Paused" && vm["sessionId"] is null);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        Api.Dispose();
        await Product.DisposeAsync();
    }

    private async Task<LaunchTimes> LaunchAsync(bool isWarm, CancellationToken cancellation)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = $"Launch {Title}", Exact = true }).ClickAsync();
        var seen = await Page.ReadAsync<FrameTimes>("() => bench.frame").WaitAsync(Patience, cancellation);
        await Picture.CheckAsync(Page);
        await Page.WaitForURLAsync("**/workspace/*");
        var session = await ReadTraceAsync(isWarm, cancellation);
        await Api.SendAsync(HttpMethod.Delete, $"sessions/{_learner.SessionId}");
        return LaunchTimes.From(seen, session);
    }

    private async Task<JsonNode> ReadTraceAsync(bool isWarm, CancellationToken cancellation)
    {
        JsonNode? session = null;
        await Conditions.WaitAsync("the trace of the launch", Patience, IsCompleteAsync, cancellation);
        return session!["trace"]!["warm"]!.GetValue<bool>() == isWarm
            ? session
            : throw new InvalidOperationException($"This was to be a {(isWarm ? "warm" : "cold")} launch: {session}");

        async Task<bool> IsCompleteAsync()
        {
            session = (await Api.GetAsync($"sessions/{_learner.SessionId}"))["session"]!;
            return session["trace"]! is { } trace && trace["runningMs"] is not null && trace["firstFrameMs"] is not null;
        }
    }
}
