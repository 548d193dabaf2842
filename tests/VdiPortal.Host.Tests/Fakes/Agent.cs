using Microsoft.Extensions.DependencyInjection;
using VdiPortal.Host.Consoles;
using VdiPortal.Host.Slots;
using VdiPortal.Hypervisor;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;

namespace VdiPortal.Host.Tests.Fakes;

/// <summary>The agent's slots over a fake hypervisor, with somebody who takes its reports.</summary>
internal sealed class Agent : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reporting;

    public Agent(TimeProvider? time = null, int slots = 100, DirectoryInfo? data = null, bool takesReports = true, Action<IServiceCollection>? configure = null)
    {
        Data = data ?? Directory.CreateTempSubdirectory("vdi-host-");
        var services = new ServiceCollection();
        services.AddSingleton<IHypervisor>(Hypervisor);
        services.AddSingleton(time ?? TimeProvider.System);
        configure?.Invoke(services);
        services.AddVdiHost(options => (options.DataDirectory, options.RunDirectory, options.Slots, options.Name) = (Data.FullName, Data.FullName, slots, "test"));
        _services = services.BuildServiceProvider();
        _reporting = takesReports ? Task.Run(TakeReportsAsync) : Task.CompletedTask;
    }

    public DirectoryInfo Data { get; }

    public FakeHypervisor Hypervisor { get; } = new();

    public Reports Reports { get; } = new();

    public SlotEngine Engine => _services.GetRequiredService<SlotEngine>();

    public ConsoleRegistry Consoles => _services.GetRequiredService<ConsoleRegistry>();

    public ConsoleGate Gate => _services.GetRequiredService<ConsoleGate>();

    public ConsoleListener Listener => _services.GetRequiredService<ConsoleListener>();

    public IdleClocks Idle => _services.GetRequiredService<IdleClocks>();

    /// <summary>Adopts a machine in some state.</summary>
    public FakeMachine Adopt(Guid vm, MachineState state, long generation = 1, string? desktop = null, bool guestAgent = false)
    {
        var machine = Hypervisor.Add(Wishes.Machine(vm, generation, desktop, guestAgent)).Become(state);
        Engine.Adopt(new AdoptionReport([machine], [], []));
        return machine;
    }

    public void Wish(Guid vm, long generation, WishTarget target) => Engine.Apply([Wishes.Wish(vm, generation, target)]);

    /// <summary>Wishes and waits for the state that is reported with that generation.</summary>
    public Task<VmStatus> WishAsync(Guid vm, long generation, WishTarget target, VmPower power)
    {
        var reported = Reports.Next(vm, status => status.Power == power && status.Generation == generation);
        Wish(vm, generation, target);
        return reported;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;

        await _stop.CancelAsync();
        await _reporting;
        await _services.DisposeAsync();
    }

    private async Task TakeReportsAsync()
    {
        try
        {
            while (true)
            {
                await Engine.Board.WaitAsync(_stop.Token);
                var batch = Engine.Board.TakeDue(100);
                Engine.Confirm(batch);
                Reports.Add(batch.Statuses);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
