using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Screens;
using VdiPortal.Hypervisor.Tests.Screens;
using VdiPortal.TestKit;
using VdiPortal.TestKit.Guests;

namespace VdiPortal.Hypervisor.Tests;

/// <summary>One host with the desktop guest imported, which takes seconds, for all tests that need it, one after another.</summary>
public sealed class DesktopHost : IAsyncLifetime
{
    /// <summary>Name of the collection of tests that share it.</summary>
    public const string Collection = "desktop";

    private readonly MachineId _shared = new(Guid.NewGuid());

    /// <summary>The desktop guest.</summary>
    public ImportedGuest Desktop { get; private set; } = null!;

    internal TestHost Host { get; private set; } = null!;

    /// <summary>The shared machine's screen at the moment when it said that it was ready.</summary>
    internal Picture FirstPicture { get; private set; } = null!;

    /// <summary>Makes a machine and waits until it is ready. When it does not become so, says why and keeps a picture of its screen.</summary>
    public async Task<IMachine> CreateReadyAsync(MachineSpec spec)
    {
        var machine = await Host.CreateAsync(spec);
        var status = await machine.UntilAsync(status => status.Ready != ReadyProgress.Pending);
        if (status.Ready == ReadyProgress.Reached)
        {
            return machine;
        }

        var shot = await machine.ScreenshotAsync(null, Patience.Token);
        var file = Path.Combine(RepositoryRoot.Folder, "artifacts", $"not-ready-{machine.Id}.png");
        if (shot.Succeeded)
        {
            await File.WriteAllBytesAsync(file, shot.Value!.Png.ToArray());
        }

        throw new TimeoutException($"{status} Its screen: {(shot.Succeeded ? file : shot.Failure.Message)}");
    }

    /// <summary>A ready machine that several tests use, none of which spoils it.</summary>
    public async Task<IMachine> GetSharedAsync()
    {
        if (Host.Hypervisor.Find(_shared) is { } present)
        {
            return present;
        }

        var machine = await CreateReadyAsync(ToSpec() with { Id = _shared });
        Assert.True((await machine.PauseAsync(Patience.Token)).Succeeded);
        FirstPicture = await CaptureAsync(machine);
        Assert.True((await machine.ResumeAsync(Patience.Token)).Succeeded);
        return machine;
    }

    /// <summary>A machine's screen.</summary>
    internal static async Task<Picture> CaptureAsync(IMachine machine)
    {
        var (width, height, pixels) = Png.Decode((await machine.ScreenshotAsync(null, Patience.Token)).Value!.Png.ToArray());
        return new Picture(width, height, pixels);
    }

    /// <summary>A spec of a desktop that has time to boot on a busy machine.</summary>
    /// <param name="desktopDisk">Name of the kept disk, or null.</param>
    public MachineSpec ToSpec(string? desktopDisk = null)
    {
        var spec = Desktop.ToSpec(desktopDisk);
        return spec with { Ready = spec.Ready with { DeadlineSeconds = 240 } };
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Host = await TestHost.StartAsync();
        Desktop = await BuiltGuest.Desktop.ImportAsync(Host.Hypervisor.Images);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync() => await Host.DisposeAsync();
}

/// <summary>Ties the tests to their host.</summary>
[CollectionDefinition(DesktopHost.Collection)]
public sealed class DesktopCollection : ICollectionFixture<DesktopHost>;
