using System.Collections.Concurrent;

namespace VdiPortal.Host.Consoles;

/// <summary>For each VM with a console since it was claimed: the time since the last key, pointer or clipboard (requirement A8). Thread-safe.</summary>
internal sealed class IdleClocks(TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, long> _lastInput = new();

    /// <summary>A console was opened: the clock starts unless it runs already. Opening one again is no input.</summary>
    public void Start(Guid vm) => _lastInput.TryAdd(vm, time.GetTimestamp());

    /// <summary>
    /// There was input, or the VM was let run again after a pause and must not be paused again at once: a clock that runs starts anew.
    /// </summary>
    public void Touch(Guid vm)
    {
        if (_lastInput.TryGetValue(vm, out var last))
            _lastInput.TryUpdate(vm, time.GetTimestamp(), last);
    }

    /// <summary>The VM has another use or none.</summary>
    public void Clear(Guid vm) => _lastInput.TryRemove(vm, out _);

    /// <summary>All clocks, in milliseconds.</summary>
    public IReadOnlyDictionary<Guid, long> Snapshot()
    {
        var now = time.GetTimestamp();
        return _lastInput.ToDictionary(clock => clock.Key, clock => (long)time.GetElapsedTime(clock.Value, now).TotalMilliseconds);
    }
}
