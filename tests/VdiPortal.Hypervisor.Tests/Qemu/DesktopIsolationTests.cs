using System.Net;
using System.Net.Sockets;
using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Hypervisor.Tests.Qemu;

/// <summary>A desktop reaches nothing of its host (requirement A4: default deny).</summary>
[Collection(DesktopHost.Collection)]
public sealed class DesktopIsolationTests(DesktopHost desktops)
{
    private static readonly byte[] Word = "it is the host itself"u8.ToArray();

    [Fact]
    public async Task A_desktop_has_no_network_card()
    {
        var machine = await desktops.GetSharedAsync();

        Assert.Equal("lo", (await machine.ShellAsync("ls /sys/class/net")).Trim());
        Assert.DoesNotContain("0x02", await machine.ShellAsync("cut -c 1-4 /sys/bus/pci/devices/*/class"), StringComparison.Ordinal);
        Assert.Equal("", await machine.ShellAsync("ip route; ls /dev/vsock 2>/dev/null || true"));
    }

    /// <summary>10.0.2.2 is where QEMU's own network would put the host's loopback.</summary>
    [Fact]
    public async Task A_desktop_cannot_reach_its_hosts_loopback_nor_any_other_address_of_it()
    {
        var machine = await desktops.GetSharedAsync();
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        string[] addresses = ["127.0.0.1", "10.0.2.2", "10.0.2.3", "10.0.2.15", "169.254.169.254", "192.168.122.1", .. await OwnAddressesAsync()];

        foreach (var address in addresses)
            Assert.True((await ConnectAsync(machine, address, port)).Contains("failed", StringComparison.Ordinal), $"a desktop reaches {address}");

        // All that waits at the door came from the host: the listener works, and nobody was there before.
        using var own = new TcpClient();
        await own.ConnectAsync(IPAddress.Loopback, port, Patience.Token);
        await own.GetStream().WriteAsync(Word, Patience.Token);
        using var first = await listener.AcceptTcpClientAsync(Patience.Token);
        var said = new byte[Word.Length];
        await first.GetStream().ReadExactlyAsync(said, Patience.Token);
        Assert.Equal(Word, said);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task The_way_of_trying_would_notice_a_success()
    {
        var machine = await desktops.GetSharedAsync();
        await machine.ShellAsync("busybox nc -l -p 4567 </dev/null >/dev/null 2>&1 & tries=0; until grep -q :11D7 /proc/net/tcp* || [ $tries -ge 300 ]; do tries=$((tries + 1)); sleep 0.1; done");

        Assert.Contains("reached", await ConnectAsync(machine, "127.0.0.1", 4567), StringComparison.Ordinal);
    }

    // As root of the guest, who may do most.
    private static Task<string> ConnectAsync(IMachine machine, string address, int port) =>
        machine.ShellAsync($"timeout 5 bash -c 'exec 3<>/dev/tcp/{address}/{port}' 2>/dev/null && echo reached || echo failed");

    private static async Task<IEnumerable<string>> OwnAddressesAsync() =>
        (await Dns.GetHostAddressesAsync(Dns.GetHostName(), AddressFamily.InterNetwork)).Where(address => !IPAddress.IsLoopback(address)).Select(address => address.ToString());
}
