using System.Collections.Concurrent;
using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Qemu;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Replicas;

/// <summary>The replicas on disk and the machines that are forked from them.</summary>
internal sealed class ReplicaStore(
    QemuServices services, OverlayStore overlays, ImageStore images, Func<CancellationToken, Task<HypervisorResult<HypervisorInfo>>> probe, Func<IEnumerable<MachineSpec>> machines)
    : IReplicaStore, IAsyncDisposable
{
    private const long MiB = 1024 * 1024;
    private readonly ConcurrentDictionary<ReplicaId, Replica> _replicas = new();
    private readonly ConcurrentDictionary<ReplicaId, int> _forking = new();
    private readonly SemaphoreSlim _making = new(1, 1);
    private readonly SemaphoreSlim _forks = new(Environment.ProcessorCount);
    private readonly ShellMaker _shells = new(services, overlays);
    private HypervisorInfo? _host;

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

        _host = (await probe(cancellationToken)).Value;
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
            return _replicas.TryGetValue(spec.Id, out var known) ? Describe(known) : await MakeOnceAsync(spec, progress, cancellationToken);
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
            if (!_replicas.TryGetValue(id, out var replica))
            {
                return HypervisorResult.Success;
            }

            if (ChildrenOf(id) is > 0 and var children)
            {
                return HypervisorResult.Fail(HypervisorFailureKind.ReplicaInUse, $"{children} machines were forked from this replica. It can be removed when they have ended.");
            }

            _replicas.TryRemove(id, out _);
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
    /// <param name="onDestroyed">Told when it is destroyed later.</param>
    /// <param name="cancellationToken">Gives up; nothing is left behind.</param>
    public async Task<HypervisorResult<QemuMachine>> ForkAsync(MachineSpec spec, Action<QemuMachine> onDestroyed, CancellationToken cancellationToken)
    {
        var id = spec.Replica!.Value;
        _forking.AddOrUpdate(id, 1, (_, count) => count + 1);
        try
        {
            if (!_replicas.TryGetValue(id, out var replica))
            {
                return Missing(id);
            }

            var info = await probe(cancellationToken);
            if ((info.Failure ?? replica.FindObstacle(info.Value!)) is { } obstacle)
            {
                return obstacle;
            }

            return await ForkAsync(spec, replica, onDestroyed, cancellationToken);
        }
        finally
        {
            _forking.AddOrUpdate(id, 0, (_, count) => count - 1);
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
        var (record, memory, failure) = await making.RunAsync(info, cancellationToken);
        if (record is null)
        {
            services.Log.ReplicaNotMade(spec.Id, failure!.Kind, failure.Message);
            return failure;
        }

        _host = info;
        var replica = new Replica(record, memory, services, _shells, probe);
        _replicas[spec.Id] = replica;
        replica.Shells.Fill();
        var made = Describe(replica);
        services.Log.ReplicaMade(spec.Id, services.Time.GetElapsedTime(began).TotalSeconds, made.MemoryMiB);
        return made;
    }

    private int ChildrenOf(ReplicaId id) => machines().Count(spec => spec.Replica == id) + _forking.GetValueOrDefault(id);

    private ReplicaInfo Describe(Replica replica)
    {
        var record = replica.Record;
        var paths = services.Layout.Of(record.Id);
        var reason = record.Altered ?? (_host is { } host ? ReplicaGuard.FindMismatch(record, host) : null);
        var state = record.Altered is not null ? ReplicaState.Altered : reason is not null ? ReplicaState.Outdated : ReplicaState.Ready;
        return new ReplicaInfo(
            record.Id, state, reason, record.CreatedAt, (int)(LinuxFile.OccupiedBytes(paths.Memory) / MiB), (int)(paths.All.Sum(LinuxFile.OccupiedBytes) / MiB), ChildrenOf(record.Id));
    }
}
