namespace VdiPortal.TestKit.Clocks;

/// <summary>Time that stands until it is moved. While it moves, timers fire in the order in which they are due. Thread-safe.</summary>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Armed)> _waiters = [];
    private DateTimeOffset _now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How long until the next timer fires; null when none is armed.</summary>
    public TimeSpan? UntilNext
    {
        get
        {
            lock (_lock)
                return _timers.Count == 0 ? null : _timers.Min(timer => timer.DueAt) - _now;
        }
    }

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
    public void Advance(TimeSpan by)
    {
        var end = GetUtcNow() + by;
        while (TakeDue(end) is { } timer)
            timer.Fire();
    }

    /// <summary>Moves to the next timer that is due until then and gives it out; moves to the end when there is none.</summary>
    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_lock)
        {
            var first = _timers.Where(timer => timer.DueAt <= end).MinBy(timer => timer.DueAt);
            _now = first is null ? end : first.DueAt > _now ? first.DueAt : _now;
            first?.Rearm();
            return first;
        }
    }

    private void Arm(ManualTimer timer, TimeSpan due)
    {
        timer.DueAt = _now + due;
        _timers.Add(timer);
        foreach (var (_, armed) in _waiters.FindAll(waiter => waiter.Due >= due))
            armed.SetResult();
        _waiters.RemoveAll(waiter => waiter.Due >= due);
    }

    private sealed class ManualTimer(ManualTime owner, Action fire) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset DueAt { get; set; }

        public void Fire() => fire();

        /// <summary>After it was due: waits for its next time, if it has one.</summary>
        public void Rearm()
        {
            owner._timers.Remove(this);
            if (_period > TimeSpan.Zero)
                owner.Arm(this, _period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._lock)
            {
                _period = period;
                owner._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                    owner.Arm(this, dueTime);
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
