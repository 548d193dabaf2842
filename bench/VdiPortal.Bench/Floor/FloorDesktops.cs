using Microsoft.Extensions.DependencyInjection;
using VdiPortal.Hypervisor;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.TestKit.Guests;

namespace VdiPortal.Bench.Floor;

/// <summary>Desktops without a portal: started by the driver alone, in directories of their own.</summary>
internal sealed class FloorDesktops : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vdi-floor-");
    private readonly ServiceProvider _services;
    private readonly IHypervisor _hypervisor;
    private ImportedGuest _guest = null!;

    private FloorDesktops()
    {
        var run = Path.Combine(_directory.FullName, "run");
        _services = new ServiceCollection()
            .AddVdiHypervisor(options => (options.DataDirectory, options.RunDirectory) = (Path.Combine(_directory.FullName, "data"), run))
            .BuildServiceProvider();
        _hypervisor = _services.GetRequiredService<IHypervisor>();
    }

    /// <summary>Makes the directories and imports the template of the desktop guest.</summary>
    public static async Task<FloorDesktops> StartAsync(CancellationToken cancellation)
    {
        var desktops = new FloorDesktops();
        await desktops._hypervisor.AdoptAsync(cancellation);
        desktops._guest = await BuiltGuest.Desktop.ImportAsync(desktops._hypervisor.Images, cancellation);
        return desktops;
    }

    /// <summary>Boots a desktop and pauses it at its ready point, as a pool does.</summary>
    public async Task<IMachine> PreparePausedAsync(CancellationToken cancellation)
    {
        var made = await _hypervisor.CreateAsync(_guest.ToSpec(), cancellationToken: cancellation);
        var machine = made.Succeeded ? made.Value : throw new InvalidOperationException(made.Failure.Message);
        await foreach (var status in machine.WatchAsync(cancellation))
        {
            if (status.Ready == ReadyProgress.Reached)
                break;
            if (status.State == MachineState.Exited)
                throw new InvalidOperationException($"The desktop ended while it started: {status}");
        }

        var paused = await machine.PauseAsync(cancellation);
        return paused.Succeeded ? machine : throw new InvalidOperationException(paused.Failure.Message);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _hypervisor.Machines)
            await machine.DestroyAsync();
        await _services.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
