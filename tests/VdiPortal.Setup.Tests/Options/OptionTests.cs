using System.Text.RegularExpressions;
using VdiPortal.Setup.Tests.Support;

namespace VdiPortal.Setup.Tests.Options;

/// <summary>What options mean.</summary>
public sealed partial class OptionTests
{
    [Theory]
    [InlineData("", "http://127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("--port 9000", "http://127.0.0.1:9000", "http://127.0.0.1:9000")]
    [InlineData("--port=9000", "http://127.0.0.1:9000", "http://127.0.0.1:9000")]
    [InlineData("--listen localhost", "http://127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("--listen ::1", "http://[::1]:8080", "http://[::1]:8080")]
    [InlineData("--listen * --public-url http://desks:8080", "http://0.0.0.0:8080", "http://desks:8080")]
    [InlineData("--public-url https://desks.example.org/", "http://127.0.0.1:8080", "https://desks.example.org")]
    [InlineData("--cert /etc/hostname --key /etc/hostname", "https://127.0.0.1:8080", "https://127.0.0.1:8080")]
    public async Task The_portal_listens_at_one_address_and_people_type_another(string arguments, string listens, string typed)
    {
        Assert.Equal([listens, typed], await ParseAsync(arguments, "$listen_url", "$public_url"));
    }

    [Theory]
    [InlineData("", "run", "")]
    [InlineData("--stop-vms", "stop-vms", "")]
    [InlineData("--reset-admin", "reset-admin", "")]
    [InlineData("--reset-admin anna --port 9000", "reset-admin", "anna")]
    [InlineData("--reset-admin --port 9000", "reset-admin", "")]
    public async Task It_starts_unless_it_is_told_to_do_something_else(string arguments, string action, string name)
    {
        Assert.Equal([action, name], await ParseAsync(arguments, "$action", "$admin"));
    }

    [Fact]
    public async Task The_connection_string_comes_from_a_file_or_a_variable()
    {
        await using var checkout = await Checkout.MakeAsync();
        checkout.Write("database", "\nHost=db;Password=secret\nmore\n");
        checkout.Environment["VDI_DATABASE"] = "Host=other";
        const string Show = "; echo \"$database\"";

        var file = await checkout.ShellAsync("say options", $"parse_options --database-file {checkout.PathOf("../database")}{Show}");
        var variable = await checkout.ShellAsync("say options", $"parse_options{Show}");

        Assert.Equal("Host=db;Password=secret\n", file.Output);
        Assert.Equal("Host=other\n", variable.Output);
    }

    [Fact]
    public async Task Help_names_every_option_and_touches_nothing()
    {
        await using var checkout = await Checkout.MakeAsync();
        var before = checkout.List();
        var known = Option().Matches(await File.ReadAllTextAsync(checkout.PathOf("setup/options.sh"))).Select(match => match.Groups["name"].Value).Distinct();

        var help = await checkout.UpAsync("--help");

        Assert.Equal(0, help.Code);
        Assert.All(known, name => Assert.Contains(name, help.Output, StringComparison.Ordinal));
        Assert.Equal(before, checkout.List());
    }

    private static async Task<IReadOnlyList<string>> ParseAsync(string arguments, params string[] variables)
    {
        await using var checkout = await Checkout.MakeAsync();
        var words = string.Join(' ', arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => $"'{word}'"));
        var shown = string.Join(' ', variables.Select(variable => $"\"{variable}\""));
        var result = await checkout.ShellAsync("say options", $"parse_options {words}; printf '%s\\n' {shown}; echo end");
        Assert.Equal(0, result.Code);
        return [.. result.Lines.SkipLast(1)];
    }

    [GeneratedRegex(@"^ +(?<name>--[a-z-]+)(?: \| [^)]*)?\)", RegexOptions.Multiline)]
    private static partial Regex Option();
}
