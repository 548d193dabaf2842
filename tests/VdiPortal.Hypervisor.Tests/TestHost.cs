using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Processes;
using VdiPortal.Hypervisor.Qemu;
using VdiPortal.Hypervisor.Storage;
using VdiPortal.TestKit.Guests;

namespace VdiPortal.Hypervisor.Tests;

/// <summary>A host of its own for one test: its own directories, real QEMU. Checks at the end that nothing is left.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly HypervisorMetrics _metrics = new();

    private TestHost(QemuOptions options)
    {
        Options = options;
        Hypervisor = Open();
    }

    public QemuOptions Options { get; }

    public QemuHypervisor Hypervisor { get; private set; }

    public ImportedGuest Paint { get; private set; } = null!;

    public HostLayout Layout => new(Options.DataDirectory, Options.RunDirectory);

    /// <summary>Makes a host with the paint guest imported.</summary>
    public static async Task<TestHost> StartAsync(Action<QemuOptions>? configure = null)
    {
        var tag = Guid.NewGuid().ToString("N")[..10];
        var options = new QemuOptions
        {
            DataDirectory = Path.Combine(Path.GetTempPath(), "vdi-data-" + tag),
            RunDirectory = Path.Combine(Path.GetTempPath(), "vdi-run-" + tag),
            TranslationCacheMiB = 32,
            StartTimeout = Patience.Long,
            CommandTimeout = Patience.Long,
            GuestTimeout = Patience.Long,
        };
        configure?.Invoke(options);
        var host = new TestHost(options);
        await host.Hypervisor.AdoptAsync();
        host.Paint = await BuiltGuest.Paint.ImportAsync(host.Hypervisor.Images);
        return host;
    }

    /// <summary>Throws the driver away, as when its process ends, and opens a new one that has not adopted anything yet.</summary>
    public async Task ReopenAsync()
    {
        await Hypervisor.DisposeAsync();
        Hypervisor = Open();
    }

    /// <summary>The same and adopts.</summary>
    public async Task<AdoptionReport> ReopenAndAdoptAsync()
    {
        await ReopenAsync();
        return await Hypervisor.AdoptAsync(Patience.Token);
    }

    /// <summary>Makes a machine that must work.</summary>
    public async Task<IMachine> CreateAsync(MachineSpec spec)
    {
        var made = await Hypervisor.CreateAsync(spec, cancellationToken: Patience.Token);
        Assert.True(made.Succeeded, made.Failure?.Message);
        return made.Value;
    }

    /// <summary>Makes a paint machine and waits until it is ready.</summary>
    public async Task<IMachine> CreateReadyAsync(string? desktopDisk = null)
    {
        var machine = await CreateAsync(Paint.ToSpec(desktopDisk));
        await machine.UntilAsync(status => status.Ready == ReadyProgress.Reached);
        return machine;
    }

    /// <summary>Everything of a machine that exists on this host: files and processes.</summary>
    public IReadOnlyList<string> TracesOf(MachineId id)
    {
        var files = new[] { Options.DataDirectory, Options.RunDirectory }
            .SelectMany(top => Directory.EnumerateFileSystemEntries(top, "*", SearchOption.AllDirectories))
            .Where(path => path.Contains(id.ToString(), StringComparison.Ordinal));
        return [.. files, .. ProcessesWith(id.ToString())];
    }

    public async ValueTask DisposeAsync()
    {
        var report = await Hypervisor.AdoptAsync(Patience.Token);
        foreach (var machine in Hypervisor.Machines.Concat(report.Dead))
        {
            var destroyed = await machine.DestroyAsync(Patience.Token);
            Assert.True(destroyed.Succeeded, destroyed.Failure?.Message);
        }

        await Hypervisor.DisposeAsync();
        _metrics.Dispose();
        // A launcher that waited for its QEMU ends a moment after it.
        await TestKit.Clocks.Patience.UntilAsync("no process is left", () => !ProcessesWith(Options.RunDirectory).Any());
        Directory.Delete(Options.DataDirectory, recursive: true);
        Directory.Delete(Options.RunDirectory, recursive: true);
    }

    private static IEnumerable<string> ProcessesWith(string text) =>
        ProcFileSystem.AllPids()
            .Where(pid => pid != Environment.ProcessId && ProcFileSystem.ArgumentsOf(pid).Any(argument => argument.Contains(text, StringComparison.Ordinal)))
            .Select(pid => $"process {pid}");

    private QemuHypervisor Open() => HypervisorServices.Create(Options, TimeProvider.System, NullLogger.Instance, _metrics);
}

/// <summary>Waiting for a machine.</summary>
internal static class MachineWaiting
{
    /// <summary>Waits until a machine's status is so.</summary>
    public static async Task<MachineStatus> UntilAsync(
        this IMachine machine, Func<MachineStatus, bool> condition, [CallerArgumentExpression(nameof(condition))] string? wanted = null)
    {
        try
        {
            await foreach (var status in machine.WatchAsync(Patience.Token))
            {
                if (condition(status))
                {
                    return status;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told below.
        }

        throw new TimeoutException($"Waited in vain for {wanted}; the last status is {machine.Status}.");
    }
}
