using Microsoft.Extensions.Logging;
using VdiPortal.Host.Reports;
using VdiPortal.Hypervisor;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;

namespace VdiPortal.Host.Slots;

/// <summary>All VMs of this host, each with its own loop. Thread-safe.</summary>
internal sealed partial class SlotEngine(SlotContext context, SlotPlaces places, RemovedVms removed, ILoggerFactory loggers) : IAsyncDisposable
{
    /// <summary>How long steps that must not be broken off may take when the agent ends.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly ILogger _log = loggers.CreateLogger<SlotEngine>();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new(Timeout.InfiniteTimeSpan, context.Time);
    private readonly Dictionary<Guid, (Slot Slot, Task Work)> _slots = [];
    private readonly Lock _lock = new();

    /// <summary>What is to be reported.</summary>
    public StatusBoard Board => context.Board;

    /// <summary>
    /// Takes over what the hypervisor found at the agent's start. Machines go on as they are until the portal says what it wishes; only removals
    /// that were begun are finished. What is not understood is named in the log and left alone.
    /// </summary>
    public void Adopt(AdoptionReport found)
    {
        foreach (var machine in found.Alive.Concat(found.Dead))
            Adopt(machine);

        foreach (var leftover in found.NotUnderstood)
            LogNotUnderstood(leftover.Path, leftover.Reason);

        LogAdopted(found.Alive.Count, found.Dead.Count);
    }

    /// <summary>Takes wishes in; returns at once.</summary>
    public void Apply(IReadOnlyList<Wish> wishes)
    {
        foreach (var wish in wishes.Where(IsSound))
        {
            var answer = Offer(wish);
            LogWish(wish.VmId, wish.Generation, wish.Target, answer);
            if (answer is WishAnswer.Stale or WishAnswer.Contradictory)
                context.Metrics.WishRefused(answer.ToString());
        }
    }

    /// <summary>The portal has these statuses.</summary>
    public void Confirm(StatusBatch batch)
    {
        foreach (var vm in context.Board.Confirm(batch))
        {
            lock (_lock)
                _slots.Remove(vm);
        }
    }

    /// <summary>Finds what is known of a VM.</summary>
    public SlotState? Find(Guid vm)
    {
        lock (_lock)
            return _slots.TryGetValue(vm, out var slot) ? slot.Slot.State : null;
    }

    /// <summary>Ends the loops; the machines stay as they are, and nothing of them changes any more when this returns. May be called again.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        _aborting.CancelAfter(Grace);
        Task[] work;
        lock (_lock)
            work = [.. _slots.Values.Select(slot => slot.Work)];

        await Task.WhenAll(work);
    }

    /// <summary>Ends the loops.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
        _aborting.Dispose();
    }

    private bool IsSound(Wish? wish)
    {
        if (wish is not null && wish.VmId != Guid.Empty && wish.Generation >= 0 && Enum.IsDefined(wish.Target))
            return true;

        LogUnsound(wish?.VmId);
        return false;
    }

    private WishAnswer Offer(Wish wish)
    {
        lock (_lock)
        {
            if (_slots.TryGetValue(wish.VmId, out var known))
                return known.Slot.Offer(wish);

            if (removed.Find(wish.VmId) is not { } generation)
                return Begin(wish.VmId, slot => slot.Offer(wish));

            if (wish.Generation >= generation)
                context.Board.Set(new VmStatus(wish.VmId, wish.Generation, VmPower.Gone, 0));
            return wish.Generation < generation ? WishAnswer.Stale : WishAnswer.TooLate;
        }
    }

    private void Adopt(IMachine machine)
    {
        places.Note(machine.Id.Value);
        lock (_lock)
        {
            Begin(machine.Id.Value, slot =>
            {
                slot.Adopt(machine);
                if (removed.Find(machine.Id.Value) is { } generation)
                    slot.Offer(new Wish(machine.Id.Value, Math.Max(generation, machine.Generation), WishTarget.Destroy, null));
                slot.Publish();
                return WishAnswer.Taken;
            });
        }
    }

    private WishAnswer Begin(Guid vm, Func<Slot, WishAnswer> prepare)
    {
        var slot = new Slot(new SlotState(vm), context, loggers.CreateLogger<Slot>());
        var answer = prepare(slot);
        if (answer is not (WishAnswer.Stale or WishAnswer.Contradictory))
            _slots[vm] = (slot, Task.Run(() => slot.RunAsync(_stopping.Token, _aborting.Token)));
        return answer;
    }

    [LoggerMessage(4251, LogLevel.Information, "Adopted {Alive} running and {Dead} ended VMs")]
    private partial void LogAdopted(int alive, int dead);

    [LoggerMessage(4252, LogLevel.Warning, "{Path} is not understood and is left alone: {Reason}")]
    private partial void LogNotUnderstood(string path, string reason);

    [LoggerMessage(4254, LogLevel.Error, "A wish for VM {Vm} makes no sense and is ignored")]
    private partial void LogUnsound(Guid? vm);

    [LoggerMessage(4253, LogLevel.Debug, "VM {Vm}: wish {Target} of generation {Generation}: {Answer}")]
    private partial void LogWish(Guid vm, long generation, WishTarget target, WishAnswer answer);
}
