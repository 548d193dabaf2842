using System.Collections.Concurrent;
using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Qemu;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Replicas;

/// <summary>The replicas on disk and the machines that are forked from them.</summary>
/// <param name="services">What all machines share.</param>
/// <param name="overlays">Makes disks.</param>
/// <param name="images">Knows the base images.</param>
/// <param name="probe">Finds out what this host is, if that is not known yet.</param>
/// <param name="known">What is known of it; null before it was probed.</param>
/// <param name="machines">All machines that exist.</param>
internal sealed class ReplicaStore(
    QemuServices services,
    OverlayStore overlays,
    ImageStore images,
    Func<CancellationToken, Task<HypervisorResult<HypervisorInfo>>> probe,
    Func<HypervisorInfo?> known,
    Func<IEnumerable<MachineSpec>> machines)
    : IReplicaStore, IAsyncDisposable
{
    private const long MiB = 1024 * 1024;
    private readonly ConcurrentDictionary<ReplicaId, Replica> _replicas = new();
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _making = new(1, 1);
    private readonly SemaphoreSlim _forks = new(Environment.ProcessorCount);
    private readonly ShellMaker _shells = new(services, overlays);

    /// <inheritdoc/>
    public IReadOnlyList<ReplicaInfo> List() => [.. _replicas.Values.OrderBy(replica => replica.Record.Id.ToString(), StringComparer.Ordinal).Select(Describe)];

    /// <summary>Takes up what an earlier run left, and removes what it had not finished.</summary>
    /// <param name="onUnknown">Told of what cannot be understood; it is left alone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task AdoptAsync(Action<string, string> onUnknown, CancellationToken cancellationToken)
    {
        await LeftShells.RemoveAsync(services);
        foreach (var record in ReplicaFiles.TakeStock(services.Layout, onUnknown))
        {
            _replicas[record.Id] = new Replica(record, null, services, _shells, probe);
        }

        // Whether they are of this host's kind is to be told from now on.
        if (!_replicas.IsEmpty)
        {
            await probe(cancellationToken);
        }
    }

    /// <summary>Begins to keep shells waiting. After adoption, so that what it finds is an earlier run's.</summary>
    public void KeepShells()
    {
        foreach (var replica in _replicas.Values)
        {
            replica.Shells.Fill();
        }
    }

    /// <inheritdoc/>
    public async Task<HypervisorResult<ReplicaInfo>> MakeAsync(ReplicaSpec spec, IProgress<ReplicaStage>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (MachineSpecRules.Check(spec.Machine) is { } fault)
        {
            return fault;
        }

        await _making.WaitAsync(cancellationToken);
        try
        {
            return _replicas.TryGetValue(spec.Id, out var present) ? Describe(present) : await MakeOnceAsync(spec, progress, cancellationToken);
        }
        finally
        {
            _making.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<HypervisorResult> RemoveAsync(ReplicaId id, CancellationToken cancellationToken = default)
    {
        await _making.WaitAsync(cancellationToken);
        try
        {
            var (replica, children) = TakeOut(id);
            if (children > 0)
            {
                return HypervisorResult.Fail(HypervisorFailureKind.ReplicaInUse, $"{children} machines were forked from this replica. It can be removed when they have ended.");
            }

            if (replica is null)
            {
                return HypervisorResult.Success;
            }

            await replica.DisposeAsync();
            ReplicaFiles.Delete(services.Layout.Of(id));
            services.Log.ReplicaRemoved(id);
            return HypervisorResult.Success;
        }
        catch (Exception e) when (StorageFailure.Understands(e))
        {
            return StorageFailure.From(e, "Removing the replica");
        }
        finally
        {
            _making.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<HypervisorResult> ScrubAsync(ReplicaId id, CancellationToken cancellationToken = default)
    {
        if (!_replicas.TryGetValue(id, out var replica))
        {
            return Missing(id);
        }

        try
        {
            if (replica.Record.Altered is null && await ReplicaGuard.FindAlterationByContentAsync(replica.Record, services.Layout.Of(id), cancellationToken) is { } found)
            {
                replica.MarkAltered(found);
            }
        }
        catch (Exception e) when (StorageFailure.Understands(e))
        {
            return StorageFailure.From(e, "Reading the replica");
        }

        return replica.Record.Altered is { } reason ? HypervisorResult.Fail(HypervisorFailureKind.ReplicaAltered, reason) : HypervisorResult.Success;
    }

    /// <summary>Makes a child: a machine that stands still where the replica stood.</summary>
    /// <param name="spec">The machine; it names the replica and is like it.</param>
    /// <param name="onMade">Told of the machine before anyone else can be: from then on it is one of all machines.</param>
    /// <param name="onDestroyed">Told when it is destroyed later.</param>
    /// <param name="cancellationToken">Gives up; nothing is left behind.</param>
    public async Task<HypervisorResult<QemuMachine>> ForkAsync(
        MachineSpec spec, Action<QemuMachine> onMade, Action<QemuMachine> onDestroyed, CancellationToken cancellationToken)
    {
        if (Hold(spec.Replica!.Value) is not { } replica)
        {
            return Missing(spec.Replica.Value);
        }

        try
        {
            var info = await probe(cancellationToken);
            if ((info.Failure ?? replica.FindObstacle(info.Value!)) is { } obstacle)
            {
                return obstacle;
            }

            var made = await ForkAsync(spec, replica, onDestroyed, cancellationToken);
            if (made.Value is { } machine)
            {
                onMade(machine);
            }

            return made;
        }
        finally
        {
            LetGo(replica);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas.Values)
        {
            await replica.DisposeAsync();
        }

        _making.Dispose();
        _forks.Dispose();
    }

    private static HypervisorFailure Missing(ReplicaId id) => new(HypervisorFailureKind.ReplicaMissing, $"This host has no replica {id}.");

    private async Task<HypervisorResult<QemuMachine>> ForkAsync(MachineSpec spec, Replica replica, Action<QemuMachine> onDestroyed, CancellationToken cancellationToken)
    {
        await _forks.WaitAsync(cancellationToken);
        try
        {
            var made = await ForkOnceAsync(spec, replica, onDestroyed, cancellationToken);
            // A shell may die in the moment in which it is taken: the next one serves.
            for (var others = services.Options.WaitingShells; others > 0 && made.Failure?.Kind == HypervisorFailureKind.MonitorFailed; others--)
            {
                made = await ForkOnceAsync(spec, replica, onDestroyed, cancellationToken);
            }

            return made;
        }
        finally
        {
            _forks.Release();
            replica.Shells.Fill();
        }
    }

    private async Task<HypervisorResult<QemuMachine>> ForkOnceAsync(MachineSpec spec, Replica replica, Action<QemuMachine> onDestroyed, CancellationToken cancellationToken)
    {
        await using var forking = new Forking(services, spec, onDestroyed);
        return await forking.RunAsync(replica, cancellationToken);
    }

    private async Task<HypervisorResult<ReplicaInfo>> MakeOnceAsync(ReplicaSpec spec, IProgress<ReplicaStage>? progress, CancellationToken cancellationToken)
    {
        var began = services.Time.GetTimestamp();
        var host = await probe(cancellationToken);
        if (host.Value is not { } info)
        {
            return host.Failure!;
        }

        await using var making = new ReplicaMaking(services, overlays, images, spec, progress);
        var run = await making.RunAsync(info, cancellationToken);
        if (run.Value is not { } record)
        {
            services.Log.ReplicaNotMade(spec.Id, run.Failure!.Kind, run.Failure.Message);
            return run.Failure;
        }

        var replica = new Replica(record, making.Memory, services, _shells, probe);
        _replicas[spec.Id] = replica;
        replica.Shells.Fill();
        var made = Describe(replica);
        services.Log.ReplicaMade(spec.Id, services.Time.GetElapsedTime(began).TotalSeconds, made.MemoryMiB);
        return made;
    }

    // While it is held it is not taken out; what was forked counts as a machine before it is let go.
    private Replica? Hold(ReplicaId id)
    {
        lock (_gate)
        {
            if (_replicas.TryGetValue(id, out var replica))
            {
                replica.Forks++;
            }

            return replica;
        }
    }

    private void LetGo(Replica replica)
    {
        lock (_gate)
        {
            replica.Forks--;
        }
    }

    private (Replica? Replica, int Children) TakeOut(ReplicaId id)
    {
        lock (_gate)
        {
            return !_replicas.TryGetValue(id, out var replica) ? (null, 0)
                : ChildrenOf(replica) is > 0 and var children ? (replica, children)
                : (_replicas.TryRemove(id, out _) ? replica : null, 0);
        }
    }

    private int ChildrenOf(Replica replica) => machines().Count(spec => spec.Replica == replica.Record.Id) + replica.Forks;

    private ReplicaInfo Describe(Replica replica)
    {
        var record = replica.Record;
        var paths = services.Layout.Of(record.Id);
        var reason = record.Altered ?? (known() is { } host ? ReplicaGuard.FindMismatch(record, host) : null);
        var state = record.Altered is not null ? ReplicaState.Altered : reason is not null ? ReplicaState.Outdated : ReplicaState.Ready;
        return new ReplicaInfo(
            record.Id, state, reason, record.CreatedAt, (int)(LinuxFile.OccupiedBytes(paths.Memory) / MiB), (int)(paths.All.Sum(LinuxFile.OccupiedBytes) / MiB), ChildrenOf(replica));
    }
}
