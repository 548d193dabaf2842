using System.Globalization;
using System.Net;
using System.Net.Sockets;
using VdiPortal.Setup.Tests.Support;

namespace VdiPortal.Setup.Tests.Ports;

/// <summary>Whether a port is free.</summary>
public sealed class PortTests
{
    [Fact]
    public async Task A_port_in_use_is_named_before_anything_is_built_or_started()
    {
        await using var checkout = await Checkout.MakeAsync();
        using var listener = Listen(IPAddress.Loopback);

        var result = await checkout.UpAsync([.. checkout.ReadyWithDatabase, "--port", PortOf(listener)]);

        Assert.Equal(1, result.Code);
        Assert.Contains($"Port {PortOf(listener)} on 127.0.0.1 is in use by ", result.Errors, StringComparison.Ordinal);
        Assert.Contains("choose another port: ./up --port N", result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(checkout.Data, "log", "environment")), "The portal was started.");
    }

    [Fact]
    public async Task The_owner_of_a_port_is_named_with_its_process()
    {
        await using var checkout = await Checkout.MakeAsync();
        using var holder = Script.Start(checkout.Environment, checkout.Root, "perl", "-MIO::Socket::INET", "-e",
            "$s = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 1) or die; $| = 1; print $s->sockport, \"\\n\"; sleep 100");
        var port = await holder.SaysAsync("");

        var result = await checkout.ShellAsync("ports", $"port_taken 127.0.0.1 {port}");

        Assert.Equal($"perl (process {holder.Id})\n", result.Output);
    }

    [Fact]
    public async Task A_port_that_only_root_may_use_is_refused_with_what_can_be_done()
    {
        await using var checkout = await Checkout.MakeAsync();
        var least = int.Parse(await File.ReadAllTextAsync("/proc/sys/net/ipv4/ip_unprivileged_port_start"), CultureInfo.InvariantCulture);

        var result = await checkout.ShellAsync("ports", $"for port in {least - 1} {least}; do port_allowed $port && echo yes || echo no; done");

        Assert.Equal([$"{least}", "no", $"{least}", "yes"], result.Lines);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("127.0.0.1", "0.0.0.0", true)]
    [InlineData("0.0.0.0", "127.0.0.1", true)]
    [InlineData("::", "127.0.0.1", true)]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1", true)]
    public async Task Listeners_clash_only_where_they_meet(string taken, string wanted, bool clash)
    {
        await using var checkout = await Checkout.MakeAsync();
        using var listener = Listen(IPAddress.Parse(taken));

        var result = await checkout.ShellAsync("ports", $"port_taken {wanted} {PortOf(listener)} && echo taken || echo free");

        Assert.Equal(clash ? "taken" : "free", result.Lines[^1]);
    }

    private static Socket Listen(IPAddress address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            socket.DualMode = true;
        socket.Bind(new IPEndPoint(address, 0));
        socket.Listen();
        return socket;
    }

    private static string PortOf(Socket listener) => ((IPEndPoint)listener.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
}
