using System.Runtime.CompilerServices;

namespace VdiPortal.Hypervisor.Machines;

/// <summary>Holds a machine's present status and wakes whoever watches it. Watchers always get the latest, so nothing piles up.</summary>
internal sealed class MachineStatusFeed
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private MachineFacts _facts;
    private volatile MachineStatus _status;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _closed;

    /// <summary>Begins with some facts.</summary>
    public MachineStatusFeed(MachineFacts facts, TimeProvider time)
    {
        _time = time;
        _facts = facts;
        _status = new MachineStatus(1, facts.State, time.GetUtcNow(), facts.Ready, facts.Reason, facts.Exit, facts.Times, facts.Full);
    }

    /// <summary>The present status.</summary>
    public MachineStatus Current => _status;

    /// <summary>What QEMU does now.</summary>
    public RunState Run
    {
        get
        {
            lock (_gate)
            {
                return _facts.Run;
            }
        }
    }

    /// <summary>Changes the facts. Once a machine has exited nothing changes any more.</summary>
    /// <returns>The status before and after; the same when nothing that shows has changed.</returns>
    public (MachineStatus Before, MachineStatus After) Update(Func<MachineFacts, MachineFacts> change)
    {
        lock (_gate)
        {
            var before = _status;
            var facts = _facts.Run == RunState.Exited ? _facts : change(_facts);
            if (facts != _facts)
            {
                _facts = facts;
                Publish(facts);
            }

            return (before, _status);
        }
    }

    /// <summary>Ends all watching.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _changed.TrySetResult();
        }
    }

    /// <summary>Yields the present status and each later one.</summary>
    public async IAsyncEnumerable<MachineStatus> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long seen = 0; ;)
        {
            var (status, changed, closed) = Look();
            if (status.Sequence != seen)
            {
                seen = status.Sequence;
                yield return status;
            }
            else if (closed)
            {
                yield break;
            }
            else
            {
                await changed.WaitAsync(cancellationToken);
            }
        }
    }

    private (MachineStatus Status, Task Changed, bool Closed) Look()
    {
        lock (_gate)
        {
            return (_status, _changed.Task, _closed);
        }
    }

    private void Publish(MachineFacts facts)
    {
        var since = facts.State == _status.State ? _status.Since : _time.GetUtcNow();
        _status = new MachineStatus(_status.Sequence + 1, facts.State, since, facts.Ready, facts.Reason, facts.Exit, facts.Times, facts.Full);
        if (!_closed)
        {
            var changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.TrySetResult();
        }
    }
}
