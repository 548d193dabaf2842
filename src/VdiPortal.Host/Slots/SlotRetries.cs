using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;

namespace VdiPortal.Host.Slots;

/// <summary>Keeps a VM's loop from spinning. For one loop only.</summary>
internal sealed class SlotRetries
{
    private const int Most = 6;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private (SlotStep Step, Wish? Wish, long? Sequence) _last;
    private int _failures;

    /// <summary>Whether enough attempts were made.</summary>
    public bool AreUsedUp => _failures >= Most;

    /// <summary>
    /// Whether a step that worked is due once more although nothing has changed: then the machine's status lags, and it is worth waiting for.
    /// </summary>
    public bool IsRepetition(SlotStep step, Wish? wish, MachineStatus? machine)
    {
        var same = _failures == 0 && step == _last.Step && ReferenceEquals(wish, _last.Wish) && machine?.Sequence == _last.Sequence;
        _last = (step, wish, machine?.Sequence);
        return same;
    }

    /// <summary>A step worked.</summary>
    public void Succeeded() => _failures = 0;

    /// <summary>A step met an obstacle.</summary>
    /// <returns>How long to wait before the next attempt.</returns>
    public TimeSpan Failed()
    {
        var pause = Shortest * Math.Pow(2, Math.Min(_failures++, 10));
        return pause < Longest ? pause : Longest;
    }
}
