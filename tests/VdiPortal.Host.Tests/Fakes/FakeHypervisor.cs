using System.Collections.Concurrent;
using VdiPortal.Hypervisor;
using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Replicas;

namespace VdiPortal.Host.Tests.Fakes;

/// <summary>A hypervisor whose machines are made of memory.</summary>
internal sealed class FakeHypervisor : IHypervisor, IDesktopDiskStore
{
    private readonly ConcurrentDictionary<MachineId, FakeMachine> _machines = new();
    private int _creating;

    /// <summary>What creating shall answer instead of working.</summary>
    public ConcurrentQueue<HypervisorFailure> Obstacles { get; } = new();

    /// <summary>When set, creating waits for it.</summary>
    public TaskCompletionSource? CreationGate { get; set; }

    /// <summary>Whether new machines become ready at once.</summary>
    public bool ReadyAtOnce { get; set; }

    /// <summary>What probing answers.</summary>
    public HypervisorResult<HypervisorInfo> Probe { get; set; } =
        new HypervisorInfo(new Version(7, 2, 22), "pc-q35-7.2", Accelerator.Tcg, "There is no KVM.", "max");

    /// <summary>What adopting finds.</summary>
    public AdoptionReport Found { get; set; } = new([], [], []);

    /// <summary>How often adopting fails first.</summary>
    public int AdoptionFaults { get; set; }

    /// <summary>Names of kept disks.</summary>
    public ConcurrentBag<string> Disks { get; } = [];

    /// <summary>How many machines were ever made for each id.</summary>
    public ConcurrentDictionary<MachineId, int> Made { get; } = new();

    /// <summary>How many were being made at the same time at most.</summary>
    public int MostAtATime { get; private set; }

    public IReplicaStore Replicas => throw new NotSupportedException();

    public IImageStore Images => throw new NotSupportedException();

    public IDesktopDiskStore DesktopDisks => this;

    public IReadOnlyCollection<IMachine> Machines => [.. _machines.Values];

    public Task<HypervisorResult<HypervisorInfo>> ProbeAsync(CancellationToken cancellationToken = default) => Task.FromResult(Probe);

    public Task<AdoptionReport> AdoptAsync(CancellationToken cancellationToken = default) =>
        AdoptionFaults-- > 0 ? throw new IOException("Another process owns the directory.") : Task.FromResult(Found);

    public async Task<HypervisorResult<IMachine>> CreateAsync(MachineSpec spec, IProgress<FillProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var atATime = Interlocked.Increment(ref _creating);
        lock (Made)
            MostAtATime = Math.Max(MostAtATime, atATime);
        try
        {
            progress?.Report(new FillProgress(FillStep.Copying, 40, 100));
            if (CreationGate is { } gate)
                await gate.Task.WaitAsync(cancellationToken);
            if (Obstacles.TryDequeue(out var obstacle))
                return obstacle;

            Made.AddOrUpdate(spec.Id, 1, (_, count) => count + 1);
            return Add(spec);
        }
        finally
        {
            Interlocked.Decrement(ref _creating);
        }
    }

    public IMachine? Find(MachineId id) => _machines.GetValueOrDefault(id);

    /// <summary>The machine of a VM.</summary>
    public FakeMachine this[Guid vm] => _machines[new MachineId(vm)];

    /// <summary>Whether a VM has a machine.</summary>
    public bool Has(Guid vm) => _machines.ContainsKey(new MachineId(vm));

    /// <summary>Adds a machine that is there already.</summary>
    public FakeMachine Add(MachineSpec spec)
    {
        var machine = new FakeMachine(this, spec);
        if (!_machines.TryAdd(spec.Id, machine))
            throw new InvalidOperationException("A second machine of one id.");
        if (ReadyAtOnce)
            machine.Become(MachineState.Ready);
        return machine;
    }

    public void Forget(FakeMachine machine) => _machines.TryRemove(machine.Id, out _);

    public IReadOnlyList<DesktopDisk> List() => [.. Disks.Select(name => new DesktopDisk(name, 1, null))];

    public Task<HypervisorResult> RemoveAsync(string name, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
