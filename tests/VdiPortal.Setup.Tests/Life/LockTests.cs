using System.Globalization;
using VdiPortal.Setup.Tests.Support;

namespace VdiPortal.Setup.Tests.Life;

/// <summary>One <c>./up</c> for a data directory.</summary>
public sealed class LockTests
{
    private const string Ready = "Ctrl-C stops the portal";

    [Theory]
    [InlineData("--port 20002")]
    [InlineData("--stop-vms")]
    public async Task A_second_one_says_who_was_first_and_what_can_be_done(string arguments)
    {
        await using var checkout = await Checkout.MakeAsync();
        using var up = checkout.StartUp([.. checkout.ReadyWithDatabase, "--port", checkout.Port]);
        await up.SaysAsync(Ready);

        var second = await checkout.UpAsync([.. checkout.ReadyWithDatabase, .. arguments.Split(' ')]);

        Assert.Equal(1, second.Code);
        Assert.Contains(
            $"VdiPortal already runs on {checkout.Data}: http://127.0.0.1:{checkout.Port} (process {up.Id.ToString(CultureInfo.InvariantCulture)}).", second.Errors,
            StringComparison.Ordinal);
        Assert.Contains("./up --data DIR --port N", second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_directory_is_another_portal()
    {
        await using var checkout = await Checkout.MakeAsync();
        using var up = checkout.StartUp([.. checkout.ReadyWithDatabase, "--port", checkout.Port]);
        await up.SaysAsync(Ready);

        using var second = checkout.StartUp([.. checkout.ReadyWithDatabase, "--data", checkout.Data + "2", "--port", "20002"]);

        await second.SaysAsync(Ready);
    }

    [Fact]
    public async Task After_kill_9_its_portal_ends_by_itself_and_the_next_one_starts()
    {
        await using var checkout = await Checkout.MakeAsync();
        using var up = checkout.StartUp([.. checkout.ReadyWithDatabase, "--port", checkout.Port]);
        await up.SaysAsync(Ready);
        var portal = await PortalAsync(checkout);

        await up.SignalAsync("KILL");
        await Patience.UntilAsync("the portal ends", () => !Directory.Exists($"/proc/{portal}"));
        using var next = checkout.StartUp([.. checkout.ReadyWithDatabase, "--port", checkout.Port]);
        await next.SaysAsync(Ready);

        Assert.NotEqual(portal, await PortalAsync(checkout));
    }

    [Fact]
    public async Task A_portal_that_was_left_over_is_ended_before_the_next_one_starts()
    {
        await using var checkout = await Checkout.MakeAsync();
        using var leftover = Script.Start(checkout.Environment, checkout.Root, "bash", "-c", "echo here; read -r -t 100 <> <(:)");
        await leftover.SaysAsync("here");
        var start = (await File.ReadAllTextAsync($"/proc/{leftover.Id}/stat")).Split(')')[^1].Split(' ')[20];
        checkout.Write("data/run/portal.pid", $"{leftover.Id} {start}\n");
        await checkout.GiveAsync();

        using var up = checkout.StartUp([.. checkout.ReadyWithDatabase, "--port", checkout.Port]);
        await up.SaysAsync(Ready);

        Assert.Equal(128 + 15, (await leftover.EndAsync()).Code);
    }

    private static async Task<string> PortalAsync(Checkout checkout) =>
        (await File.ReadAllTextAsync(Path.Combine(checkout.Data, "run", "portal.pid"))).Split(' ')[0];
}
