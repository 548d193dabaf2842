using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Faults;

/// <summary>The real executable, in a process of its own that may be killed.</summary>
internal sealed class PortalProcess : IDisposable
{
    private readonly Process _process;

    private PortalProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it on the data of a portal that is down, and waits until it says that it is ready.</summary>
    public static async Task<PortalProcess> StartAsync(TestPortal portal)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "VdiPortal.Portal"), [.. portal.Arguments, $"--Vdi:Listen={address.GetLeftPart(UriPartial.Authority)}"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Patience.Limit) is { } line)
        {
            if (!line.StartsWith("READY", StringComparison.Ordinal))
                continue;

            _ = process.StandardOutput.ReadToEndAsync();
            portal.Address = address;
            return new PortalProcess(process, address);
        }

        throw new InvalidOperationException("The portal ended without saying that it is ready.");
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
