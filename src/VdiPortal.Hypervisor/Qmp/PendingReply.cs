using System.Threading.Tasks.Sources;

namespace VdiPortal.Hypervisor.Qmp;

/// <summary>The one answer that a connection waits for; used again for each command, so that commands allocate nothing.</summary>
internal sealed class PendingReply : IValueTaskSource<QmpReply>
{
    private ManualResetValueTaskSourceCore<QmpReply> _core = new() { RunContinuationsAsynchronously = true };
    private long _awaited;

    /// <summary>Begins to wait for the answer of that number (not zero).</summary>
    public ValueTask<QmpReply> Begin(long id)
    {
        _core.Reset();
        Volatile.Write(ref _awaited, id);
        return new ValueTask<QmpReply>(this, _core.Version);
    }

    /// <summary>Gives the answer, unless that number is not waited for (any more).</summary>
    public void TryComplete(long id, in QmpReply reply)
    {
        if (id != 0 && Interlocked.CompareExchange(ref _awaited, 0, id) == id)
        {
            _core.SetResult(reply);
        }
    }

    /// <summary>Gives the answer to whatever is waited for.</summary>
    public void TryComplete(in QmpReply reply) => TryComplete(Volatile.Read(ref _awaited), reply);

    QmpReply IValueTaskSource<QmpReply>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<QmpReply>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<QmpReply>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
