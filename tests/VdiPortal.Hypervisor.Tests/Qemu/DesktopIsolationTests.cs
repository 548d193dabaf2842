using System.Net;
using System.Net.Sockets;
using VdiPortal.Hypervisor.Guests;
using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Hypervisor.Tests.Qemu;

/// <summary>Until there are private networks (requirement A4) a desktop has no network at all, and so no way to its host.</summary>
[Collection(DesktopHost.Collection)]
public sealed class DesktopIsolationTests(DesktopHost desktops) : IAsyncLifetime
{
    /// <summary>Where user-mode networking would show the host, and the host's own loopback.</summary>
    private static readonly string[] Addresses = ["10.0.2.2", "10.0.2.3", "127.0.0.1", "169.254.1.1", "192.168.122.1"];

    private IMachine Machine { get; set; } = null!;

    public async Task InitializeAsync() => Machine = await desktops.GetSharedAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_desktop_has_no_network_card() => Assert.Equal("lo\n", await RunAsync("ls /sys/class/net"));

    [Fact]
    public async Task A_desktop_cannot_reach_what_listens_on_its_hosts_loopback()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var reached = listener.AcceptTcpClientAsync(Patience.Token).AsTask();

        foreach (var address in Addresses)
            Assert.Equal("refused\n", await RunAsync($"echo hello | /bin/busybox nc -w 2 {address} {port} >/dev/null 2>&1 && echo reached || echo refused"));

        // The same connection made from here does arrive: the listener works, and nothing came before this.
        Assert.False(reached.IsCompleted);
        using var own = new TcpClient(AddressFamily.InterNetwork);
        await own.ConnectAsync(IPAddress.Loopback, port, Patience.Token);
        using var accepted = await reached;
        Assert.Equal(own.Client.LocalEndPoint, accepted.Client.RemoteEndPoint);
    }

    private async Task<string> RunAsync(string command)
    {
        var result = await Machine.Guest.ExecuteAsync(new GuestCommand("/bin/sh", ["-c", command]), Patience.Token);
        Assert.Equal((0, false), (result.Value!.ExitCode, result.Value.Truncated));
        return result.Value.Output;
    }
}
