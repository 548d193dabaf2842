using System.Net.WebSockets;
using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Vms;
using VdiPortal.Gateway.Tests.Fakes;

namespace VdiPortal.Gateway.Tests;

/// <summary>Who gets no console, and what they are told (requirement A7).</summary>
public sealed class RefusalTests : GatewayTest
{
    [Fact]
    public async Task Who_is_not_signed_in_gets_401()
    {
        using var client = await Gateway.AskFromPageAsync(who: "nobody");

        Assert.Equal(401, client.Status);
        AssertNothingHappened();
    }

    [Fact]
    public async Task A_request_that_is_no_WebSocket_gets_400()
    {
        using var client = await RawClient.AskAsync(Gateway.Port, $"/console/{World.VmId}", ["Cookie: who=anna", "Origin: https://desktops.example"]);

        Assert.Equal(400, client.Status);
        AssertNothingHappened();
    }

    [Fact]
    public async Task A_request_without_an_Origin_gets_403_and_an_audit_row()
    {
        using var client = await Gateway.AskAsync();

        Assert.Equal(403, client.Status);
        AssertRefused("anna", World.VmId.Value, "foreign origin");
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://desktops.example")]
    [InlineData("https://desktops.example:8443")]
    [InlineData("https://desktops.example.evil.example")]
    [InlineData("https://evil-desktops.example")]
    [InlineData("https://desktops.example@evil.example")]
    [InlineData("https://evil@desktops.example")]
    [InlineData("https://desktops.example.")]
    [InlineData("https://DESKTOPS.example")]
    [InlineData("https://desktops.example/")]
    [InlineData("https://desktops.example/page")]
    [InlineData("https://desktops.example?x")]
    [InlineData("https://desktops.example#x")]
    [InlineData("https://desktops.example https://evil.example")]
    [InlineData("https://desktops.example, https://evil.example")]
    [InlineData("https://d\u0435sktops.example")]
    [InlineData("https://xn--dsktops-2of.example")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("desktops.example")]
    public async Task A_page_of_another_origin_gets_403_and_an_audit_row(string origin)
    {
        using var client = await Gateway.AskAsync(headers: "Origin: " + origin);

        Assert.Equal(403, client.Status);
        AssertRefused("anna", World.VmId.Value, "foreign origin");
    }

    [Theory]
    [InlineData("https://desktops.example", "https://evil.example")]
    [InlineData("https://evil.example", "https://desktops.example")]
    [InlineData("https://desktops.example", "https://desktops.example")]
    public async Task Two_origins_get_403_and_an_audit_row(string first, string second)
    {
        using var client = await Gateway.AskAsync(headers: ["Origin: " + first, "Origin: " + second]);

        Assert.Equal(403, client.Status);
        AssertRefused("anna", World.VmId.Value, "foreign origin");
    }

    [Fact]
    public async Task An_unknown_VM_and_another_persons_VM_are_refused_alike_to_the_byte()
    {
        var unknown = Guid.NewGuid();
        using var nothing = await Gateway.AskFromPageAsync("bert", unknown);
        AssertRefused("bert", unknown, "NotFound");
        World.Audit.Entries.Clear();
        using var another = await Gateway.AskFromPageAsync("bert");
        AssertRefused("bert", World.VmId.Value, "NotFound");

        Assert.Equal(404, nothing.Status);
        Assert.Equal(nothing.Head, another.Head);
        Assert.Equal(nothing.Body, another.Body);
    }

    [Fact]
    public async Task An_administrator_may_look_at_another_persons_VM_and_not_control_it()
    {
        using var control = await Gateway.AskFromPageAsync("root");
        Assert.Equal(404, control.Status);

        using var view = await Gateway.OpenAsync("root", "?view=1");
        Assert.Equal(WebSocketState.Open, view.State);
    }

    [Theory]
    [InlineData(PowerState.Booting)]
    [InlineData(PowerState.Stopping)]
    [InlineData(PowerState.Failed)]
    [InlineData(PowerState.Gone)]
    public async Task A_VM_without_a_screen_gets_409(PowerState power)
    {
        using var client = await Gateway.AskFromPageAsync(vm: World.AddVm(World.Anna, power).Value);

        Assert.Equal(409, client.Status);
        Assert.Empty(World.Consoles.Rows);
    }

    [Fact]
    public async Task Too_many_connections_get_429_and_an_audit_row()
    {
        World.Settings.Document = """{"consolesPerUser":2}""";
        using var first = await Gateway.OpenAsync();
        using var second = await Gateway.OpenAsync();
        await Host.NextRequestAsync();
        await Host.NextRequestAsync();

        using var third = await Gateway.AskFromPageAsync();

        Assert.Equal(429, third.Status);
        AssertRefused("anna", World.VmId.Value, "TooMany");
        Assert.Equal(2, World.Consoles.Rows.Count);
    }

    [Fact]
    public async Task An_address_that_names_no_VM_is_none()
    {
        using var client = await RawClient.UpgradeAsync(Gateway.Port, "/console/anything", ["Cookie: who=anna", "Origin: https://desktops.example"]);

        Assert.Equal(404, client.Status);
        AssertNothingHappened();
    }

    private void AssertRefused(string who, Guid vm, string why)
    {
        var row = Assert.Single(World.Audit.Refused);
        Assert.Equal((AuditActions.ConsoleOpen, who, vm.ToString("D"), why), (row.Action, row.Actor, row.Target, row.Detail));
        Assert.False(Host.Requests.Reader.TryRead(out _));
    }

    private void AssertNothingHappened()
    {
        Assert.Empty(World.Audit.Entries);
        Assert.Empty(World.Consoles.Rows);
        Assert.False(Host.Requests.Reader.TryRead(out _));
    }
}
