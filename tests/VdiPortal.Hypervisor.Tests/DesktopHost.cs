using VdiPortal.Hypervisor.Machines;
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

    /// <summary>Makes a machine and waits until it is ready.</summary>
    public async Task<IMachine> CreateReadyAsync(MachineSpec spec)
    {
        var machine = await Host.CreateAsync(spec);
        await machine.UntilAsync(status => status.Ready == ReadyProgress.Reached);
        return machine;
    }

    /// <summary>A ready machine that several tests use, none of which spoils it.</summary>
    public async Task<IMachine> GetSharedAsync() => Host.Hypervisor.Find(_shared) ?? await CreateReadyAsync(Desktop.ToSpec(id: _shared));

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
