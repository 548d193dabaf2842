using Microsoft.AspNetCore.Http;

namespace VdiPortal.Gateway.Tests;

/// <summary>Nothing about hosts reaches the browser (requirement A7).</summary>
public sealed class LeakTests : GatewayTest
{
    private static readonly string[] Allowed = ["Connection", "Upgrade", "Sec-WebSocket-Accept", "Sec-WebSocket-Protocol", "Content-Length"];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var name in new[] { "Server", "Set-Cookie", "Via", "X-Powered-By", "Alt-Svc", "Location", "X-Host", "WWW-Authenticate", "Access-Control-Allow-Origin" })
            Host.Headers[name] = "vir-host-7=secret";
    }

    [Fact]
    public async Task An_accepted_connection_shows_nothing_of_the_host()
    {
        using var client = await Gateway.AskFromPageAsync();

        Assert.Equal(101, client.Status);
        AssertSilent(client);
    }

    [Theory]
    [InlineData(404, 409)]
    [InlineData(429, 429)]
    [InlineData(200, 502)]
    [InlineData(204, 502)]
    [InlineData(302, 502)]
    [InlineData(400, 502)]
    [InlineData(401, 502)]
    [InlineData(500, 502)]
    [InlineData(503, 502)]
    public async Task What_the_host_answers_instead_of_a_connection_becomes_the_gateways_own_word(int host, int browser)
    {
        Host.Answer = context =>
        {
            context.Response.StatusCode = host;
            return host == 204 ? Task.CompletedTask : context.Response.WriteAsync("vir-host-7 at /run/console.sock says no");
        };

        using var client = await Gateway.AskFromPageAsync();

        Assert.Equal(browser, client.Status);
        AssertSilent(client);
        Assert.Equal("", client.Body);
        Assert.Equal(World.Tokens.Grants.Single().Connection.Id, await World.Consoles.NextRemovedAsync());
    }

    [Fact]
    public async Task A_host_that_is_away_gets_502_and_its_row_goes()
    {
        World.PlaceHost("unix:/nowhere/vir-host-7.sock");

        using var client = await Gateway.AskFromPageAsync();

        Assert.Equal(502, client.Status);
        AssertSilent(client);
        await World.Consoles.NextRemovedAsync();
        Assert.Empty(World.Consoles.Rows);
    }

    [Fact]
    public async Task A_host_that_hangs_up_gets_502_and_its_row_goes()
    {
        Host.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        using var client = await Gateway.AskFromPageAsync();

        Assert.Equal(502, client.Status);
        await World.Consoles.NextRemovedAsync();
        Assert.Empty(World.Consoles.Rows);
    }

    private static void AssertSilent(RawClient client)
    {
        var names = client.Head.Split('\n')[1..].Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]);
        Assert.Empty(names.Except(Allowed, StringComparer.OrdinalIgnoreCase));
        Assert.DoesNotContain("vir-host", client.Head + client.Body, StringComparison.OrdinalIgnoreCase);
    }
}
