using Microsoft.Win32.SafeHandles;
using VdiPortal.Hypervisor.Qemu;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Replicas;

/// <summary>One replica of this host: its record, its memory as children map it, and the shells that wait to become children.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly QemuServices _services;
    private readonly ReplicaPaths _paths;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _marking = new();
    private SafeFileHandle? _memory;
    private volatile ReplicaRecord _record;
    private int _closed;

    /// <summary>Takes it up.</summary>
    /// <param name="record">What is known of it.</param>
    /// <param name="memory">Its memory, sealed, if it is at hand; else it is read from disk when it is needed.</param>
    /// <param name="services">What all machines share.</param>
    /// <param name="maker">Starts shells.</param>
    /// <param name="host">Finds out what this host is.</param>
    public Replica(
        ReplicaRecord record, SafeFileHandle? memory, QemuServices services, ShellMaker maker, Func<CancellationToken, Task<HypervisorResult<HypervisorInfo>>> host)
    {
        _record = record;
        _memory = memory;
        _services = services;
        _paths = services.Layout.Of(record.Id);
        Shells = new ShellPool(services.Options.WaitingShells, MakeShellAsync, services.Time, services.Log);

        async Task<HypervisorResult<WaitingShell>> MakeShellAsync(CancellationToken token)
        {
            var info = await host(token);
            var given = await GetMemoryAsync(token);
            return info.Value is null ? info.Failure! : given.Value is null ? given.Failure! : await maker.MakeAsync(_record.Machine, given.Value, info.Value, token);
        }
    }

    /// <summary>How many machines are being forked from it; the store's to count.</summary>
    public int Forks { get; set; }

    /// <summary>What is known of it.</summary>
    public ReplicaRecord Record => _record;

    /// <summary>Shells that wait to become its children.</summary>
    public ShellPool Shells { get; }

    /// <summary>Why no child can be made from it now; null when one can. Remembers what it finds.</summary>
    /// <param name="host">What this host is.</param>
    public HypervisorFailure? FindObstacle(HypervisorInfo host)
    {
        if (_record.Altered is null && ReplicaGuard.FindAlteration(_record, _paths) is { } found)
        {
            MarkAltered(found);
        }

        return (_record.Altered ?? ReplicaGuard.FindMismatch(_record, host)) is { } reason ? new HypervisorFailure(HypervisorFailureKind.ReplicaAltered, reason) : null;
    }

    /// <summary>Remembers that it is not what was frozen, also across restarts; the first reason stays.</summary>
    public void MarkAltered(string reason)
    {
        lock (_marking)
        {
            if (_record.Altered is null)
            {
                _record = _record with { Altered = reason };
                _services.Log.ReplicaAltered(_record.Id, reason);
                ReplicaFiles.Write(_paths, _record);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            await Shells.DisposeAsync();
            _memory?.Dispose();
            _turn.Dispose();
        }
    }

    // After the agent's restart the memory is read again; children that live keep theirs.
    private async Task<HypervisorResult<SafeFileHandle>> GetMemoryAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _memory ??= await ReplicaFiles.LoadMemoryAsync(_record, _paths, cancellationToken);
            if (_memory is null)
            {
                MarkAltered(ReplicaGuard.Altered(ReplicaGuard.Memory));
            }

            return _memory is not null ? _memory : new HypervisorFailure(HypervisorFailureKind.ReplicaAltered, _record.Altered!);
        }
        catch (Exception e) when (StorageFailure.Understands(e))
        {
            return StorageFailure.From(e, "Reading the replica's memory");
        }
        finally
        {
            _turn.Release();
        }
    }
}
