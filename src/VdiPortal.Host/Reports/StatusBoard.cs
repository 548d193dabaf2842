using VdiPortal.Vir;

namespace VdiPortal.Host.Reports;

/// <summary>
/// The latest status of each VM, and which the portal has not heard yet. Nothing is lost: a status stays marked until the portal has confirmed
/// that very one. Statuses in between may be skipped; the latest never is. Thread-safe.
/// </summary>
internal sealed class StatusBoard
{
    private readonly Dictionary<Guid, Entry> _entries = [];
    private readonly Signal _changed = new();
    private readonly Lock _lock = new();
    private long _version;

    /// <summary>Takes note of a status.</summary>
    public void Set(VmStatus status)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(status.VmId, out var entry) && entry.Status == status)
                return;

            _entries[status.VmId] = new Entry(status, ++_version, IsDue: true);
        }

        _changed.Set();
    }

    /// <summary>Waits until something may be due.</summary>
    public ValueTask WaitAsync(CancellationToken cancellation) => _changed.WaitAsync(cancellation);

    /// <summary>What is due, the longest waiting first.</summary>
    /// <param name="most">At most so many; what is left over wakes the next wait.</param>
    public StatusBatch TakeDue(int most)
    {
        lock (_lock)
        {
            var due = _entries.Values.Where(entry => entry.IsDue).OrderBy(entry => entry.Version).Take(most + 1).ToList();
            if (due.Count > most)
            {
                due.RemoveAt(most);
                _changed.Set();
            }

            return ToBatch(due);
        }
    }

    /// <summary>Everything, also what is not due.</summary>
    public StatusBatch TakeAll()
    {
        lock (_lock)
            return ToBatch(_entries.Values.OrderBy(entry => entry.Version));
    }

    /// <summary>The portal has these: what has not changed since is no longer due, and what is gone is forgotten.</summary>
    /// <returns>The VMs that were forgotten.</returns>
    public IReadOnlyList<Guid> Confirm(StatusBatch batch)
    {
        List<Guid> forgotten = [];
        lock (_lock)
        {
            foreach (var (status, version) in batch.Statuses.Zip(batch.Versions))
            {
                if (_entries.GetValueOrDefault(status.VmId) is not { } entry || entry.Version != version)
                    continue;

                if (status.Power == VmPower.Gone && _entries.Remove(status.VmId))
                    forgotten.Add(status.VmId);
                else
                    _entries[status.VmId] = entry with { IsDue = false };
            }
        }

        return forgotten;
    }

    /// <summary>The portal did not take a batch: it is still due, and the next wait ends at once.</summary>
    public void Return() => _changed.Set();

    private static StatusBatch ToBatch(IEnumerable<Entry> entries)
    {
        var list = entries.ToList();
        return new StatusBatch(list.ConvertAll(entry => entry.Status), list.ConvertAll(entry => entry.Version));
    }

    private sealed record Entry(VmStatus Status, long Version, bool IsDue);
}
