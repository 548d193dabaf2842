using System.Globalization;
using VdiPortal.Setup.Tests.Support;

namespace VdiPortal.Setup.Tests.Launcher;

/// <summary>The program that sudo lets the portal's user run as QEMU's user does what it is for and nothing else.</summary>
public sealed class LauncherTests
{
    [Theory]
    [InlineData("")]
    [InlineData("bash")]
    [InlineData("/usr/bin/qemu-system-x86_64 -version")]
    [InlineData("../qemu-img info")]
    [InlineData("kill -HUP 1")]
    [InlineData("kill -KILL -1")]
    [InlineData("kill -KILL")]
    [InlineData("kill -KILL 0x1")]
    [InlineData("kill -KILL 1 2 3")]
    [InlineData("oom 1 2 1001")]
    [InlineData("oom 1 2 -1000")]
    [InlineData("oom 1 2")]
    public async Task Whatever_it_is_not_for_is_refused(string command)
    {
        await using var checkout = await Checkout.MakeAsync();

        var result = await RunAsync(checkout, command.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(64, result.Code);
        Assert.StartsWith("qemu-launch: ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_took_over_a_number_is_not_hit()
    {
        await using var checkout = await Checkout.MakeAsync();
        using var other = Script.Start(checkout.Environment, checkout.Root, "bash", "-c", "echo here; read -r -t 100 <> <(:)");
        await other.SaysAsync("here");

        var killed = await RunAsync(checkout, "kill", "-KILL", Text(other.Id), "1");
        var ranked = await RunAsync(checkout, "oom", Text(other.Id), "1", "800");

        Assert.Equal((65, 65), (killed.Code, ranked.Code));
        Assert.True(Directory.Exists($"/proc/{other.Id}"));
    }

    [Fact]
    public async Task The_process_that_is_meant_is_ranked_and_ended()
    {
        await using var checkout = await Checkout.MakeAsync();
        using var machine = Script.Start(checkout.Environment, checkout.Root, "bash", "-c", "echo here; read -r -t 100 <> <(:)");
        await machine.SaysAsync("here");
        var start = (await File.ReadAllTextAsync($"/proc/{machine.Id}/stat")).Split(')')[^1].Split(' ')[20];

        var ranked = await RunAsync(checkout, "oom", Text(machine.Id), start, "800");
        var rank = await File.ReadAllTextAsync($"/proc/{machine.Id}/oom_score_adj");
        var killed = await RunAsync(checkout, "kill", "-KILL", Text(machine.Id), start);
        var end = await machine.EndAsync();

        Assert.Equal((0, "800\n", 0), (ranked.Code, rank, killed.Code));
        Assert.Equal(128 + 9, end.Code);
    }

    private static Task<ScriptResult> RunAsync(Checkout checkout, params string[] arguments) =>
        checkout.RunAsync(["sh", checkout.PathOf("setup/qemu-launch"), .. arguments]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
