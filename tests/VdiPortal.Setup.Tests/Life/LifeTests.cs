using VdiPortal.Setup.Tests.Support;

namespace VdiPortal.Setup.Tests.Life;

/// <summary>What <c>./up</c> says and does from start to end, with a portal that only says its lines.</summary>
public sealed class LifeTests
{
    private const string Ready = "Ctrl-C stops the portal";

    [Fact]
    public async Task It_says_where_to_open_the_portal_and_ends_in_order_when_it_is_asked_to()
    {
        await using var checkout = await Checkout.MakeAsync();
        using var up = checkout.StartUp([.. checkout.ReadyWithDatabase, "--port", checkout.Port]);
        await up.SaysAsync(Ready);

        await up.SignalAsync("TERM");
        var result = await up.EndAsync();

        Assert.Equal(0, result.Code);
        Assert.Contains($"    http://127.0.0.1:{checkout.Port}\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("Sign in with your account.", result.Output, StringComparison.Ordinal);
        Assert.Equal(["A line of the log.", "The portal ends."], await LogAsync(checkout));
    }

    [Fact]
    public async Task The_first_administrators_code_is_on_the_terminal_and_nowhere_else()
    {
        await using var checkout = await Checkout.MakeAsync();
        checkout.Environment["Vdi__Fake__NoAdmin"] = "yes";
        using var up = checkout.StartUp([.. checkout.ReadyWithDatabase, "--port", checkout.Port]);
        await up.SaysAsync(Ready);

        await up.SignalAsync("TERM");
        var result = await up.EndAsync();

        Assert.Contains("one-time code:\n\n    ABCD-EFGH\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ABCD-EFGH", string.Join('\n', await LogAsync(checkout)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_reach_the_portal_and_the_rest_of_the_callers_environment_does_not()
    {
        await using var checkout = await Checkout.MakeAsync();
        checkout.Environment["Vdi__Qemu__Accelerator"] = "tcg";
        checkout.Environment["AWS_SECRET"] = "secret";
        using var up = checkout.StartUp([.. checkout.ReadyWithDatabase, "--port", checkout.Port, "--slots", "7", "--trusted-proxies", "10.0.0.1, 10.1.0.0/16"]);
        await up.SaysAsync(Ready);

        var environment = await File.ReadAllLinesAsync(Path.Combine(checkout.Data, "log", "environment"));

        Assert.Superset(
            new HashSet<string>
            {
                "Vdi__Qemu__Accelerator=tcg", "Vdi__Host__Slots=7", "Vdi__TrustedProxies=10.0.0.1,10.1.0.0/16", $"Vdi__Listen=http://127.0.0.1:{checkout.Port}",
                $"Vdi__PublicUrl=http://127.0.0.1:{checkout.Port}", $"Vdi__DataDirectory={checkout.Data}", $"Vdi__RunDirectory={checkout.Data}/run",
                "Vdi__Store__ConnectionString=Host=/nowhere;Database=vdiportal",
            },
            environment.ToHashSet());
        Assert.DoesNotContain(environment, line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_portal_that_does_not_start_is_reported_with_its_last_words()
    {
        await using var checkout = await Checkout.MakeAsync();
        checkout.Environment["Vdi__Fake__Broken"] = "yes";

        var result = await checkout.UpAsync([.. checkout.ReadyWithDatabase, "--port", checkout.Port]);

        Assert.Equal(1, result.Code);
        Assert.Contains("Why it broke.", result.Errors, StringComparison.Ordinal);
        Assert.Contains("The portal did not start (exit code 3).", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_portal_that_falls_is_reported_and_its_log_outlives_the_next_start()
    {
        await using var checkout = await Checkout.MakeAsync();
        using var up = checkout.StartUp([.. checkout.ReadyWithDatabase, "--port", checkout.Port]);
        await up.SaysAsync(Ready);

        checkout.Write("data/fall", "");
        var result = await up.EndAsync();
        File.Delete(Path.Combine(checkout.Data, "fall"));
        using var next = checkout.StartUp([.. checkout.ReadyWithDatabase, "--port", checkout.Port]);
        await next.SaysAsync(Ready);

        Assert.Equal(1, result.Code);
        Assert.Contains("The portal ended unexpectedly (exit code 7); desktops and database keep running.", result.Errors, StringComparison.Ordinal);
        Assert.Equal(["A line of the log."], await LogAsync(checkout, "portal.log.1"));
    }

    [Fact]
    public async Task An_administrator_gets_a_new_code_and_its_address_whether_the_portal_runs_or_not()
    {
        await using var checkout = await Checkout.MakeAsync();

        var before = await checkout.UpAsync([.. checkout.ReadyWithDatabase, "--reset-admin", "--public-url", "https://desks.example.org"]);
        using var up = checkout.StartUp([.. checkout.ReadyWithDatabase, "--port", checkout.Port]);
        await up.SaysAsync(Ready);
        var meanwhile = await checkout.UpAsync([.. checkout.ReadyWithDatabase, "--reset-admin"]);

        Assert.Contains("at https://desks.example.org/reset:\n\n    1234-5678\n", before.Output, StringComparison.Ordinal);
        Assert.Contains($"at http://127.0.0.1:{checkout.Port}/reset:\n\n    1234-5678\n", meanwhile.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_an_administrator_gets_a_code()
    {
        await using var checkout = await Checkout.MakeAsync();

        var result = await checkout.UpAsync([.. checkout.ReadyWithDatabase, "--reset-admin", "nobody"]);

        Assert.Equal(1, result.Code);
        Assert.Contains("There is no administrator called nobody.", result.Errors, StringComparison.Ordinal);
        Assert.Contains("No code was made; above is why.", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Desktops_are_ended_when_the_portal_is_down()
    {
        await using var checkout = await Checkout.MakeAsync();

        var result = await checkout.UpAsync([.. checkout.ReadyWithDatabase, "--stop-vms"]);

        Assert.Equal(0, result.Code);
        Assert.Contains("Desktops ended: 2", result.Output, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> LogAsync(Checkout checkout, string name = "portal.log") =>
        await File.ReadAllLinesAsync(Path.Combine(checkout.Data, "log", name));
}
