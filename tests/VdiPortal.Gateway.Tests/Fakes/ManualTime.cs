namespace VdiPortal.Gateway.Tests.Fakes;

/// <summary>Time that stands until it is moved; timers fire while it moves.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Armed)> _waiters = [];
    private DateTimeOffset _now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes when a timer is armed that is due after at most so long.</summary>
    public Task TimerWithin(TimeSpan due)
    {
        lock (_lock)
        {
            if (_timers.Exists(timer => timer.DueAt <= _now + due))
                return Task.CompletedTask;

            var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((due, armed));
            return armed.Task.Soon();
        }
    }

    /// <summary>Moves time on.</summary>
    public void Advance(TimeSpan span)
    {
        List<ManualTimer> due;
        lock (_lock)
        {
            _now += span;
            due = _timers.FindAll(timer => timer.DueAt <= _now);
            foreach (var timer in due)
                timer.Renew(_now);
            _timers.RemoveAll(timer => timer.DueAt is null);
        }

        due.ForEach(timer => timer.Fire());
    }

    private sealed class ManualTimer(ManualTime owner, Action fire) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset? DueAt { get; private set; }

        public Action Fire => fire;

        public void Renew(DateTimeOffset now) => DueAt = _period == Timeout.InfiniteTimeSpan || _period == TimeSpan.Zero ? null : now + _period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._lock)
            {
                _period = period;
                owner._timers.Remove(this);
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : owner._now + dueTime;
                if (DueAt is null)
                    return true;

                owner._timers.Add(this);
                foreach (var (_, armed) in owner._waiters.FindAll(waiter => waiter.Due >= dueTime))
                    armed.SetResult();
                owner._waiters.RemoveAll(waiter => waiter.Due >= dueTime);
                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
