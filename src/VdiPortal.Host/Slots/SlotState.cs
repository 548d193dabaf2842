using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;

namespace VdiPortal.Host.Slots;

/// <summary>What is known of one VM. Thread-safe; every member is quick.</summary>
internal sealed class SlotState(Guid vmId)
{
    private readonly Lock _lock = new();
    private Wish? _wish;
    private long _seen;
    private long _recorded;
    private bool _nudged;
    private bool _isShutDown;
    private IMachine? _machine;
    private SlotFailure? _failure;
    private SlotStage _stage;
    private int _progress;

    /// <summary>The VM.</summary>
    public Guid VmId => vmId;

    /// <summary>Its machine, or null.</summary>
    public IMachine? Machine
    {
        get
        {
            lock (_lock)
                return _machine;
        }
    }

    /// <summary>The highest generation seen.</summary>
    public long Seen
    {
        get
        {
            lock (_lock)
                return _seen;
        }
    }

    /// <summary>Whether the portal wishes its end, or it has none any more.</summary>
    public bool IsEnding
    {
        get
        {
            lock (_lock)
                return _stage is SlotStage.Stopping or SlotStage.Gone || _wish?.Target is WishTarget.ShutDown or WishTarget.Destroy;
        }
    }

    /// <summary>Takes a wish in, unless it is out of date.</summary>
    /// <param name="wish">The wish.</param>
    /// <param name="before">What was worked towards until now.</param>
    public WishAnswer Accept(Wish wish, out WishTarget? before)
    {
        lock (_lock)
        {
            before = _wish?.Target;
            if (wish.Generation < _seen)
                return WishAnswer.Stale;

            var isRepeated = wish.Generation == _seen && before is not null;
            if (isRepeated && before != wish.Target)
                return WishAnswer.Contradictory;

            _seen = wish.Generation;
            _nudged = true;
            if (_stage == SlotStage.Gone || !MayFollow(before, wish.Target))
                return WishAnswer.TooLate;

            _wish = wish;
            return isRepeated ? WishAnswer.Repeated : WishAnswer.Taken;
        }
    }

    /// <summary>What decides the next step, and the wish it was looked at with.</summary>
    public SlotView Look(out Wish? wish)
    {
        lock (_lock)
        {
            wish = _wish;
            return new SlotView(_wish?.Target, _machine?.Status)
            {
                IsGenerationDue = _machine is not null && _wish?.Generation > _recorded,
                IsDiskDue = _machine is not null && _wish?.Spec?.DesktopDisk is { } disk && disk != _machine.Spec.Disk.DesktopDisk,
                IsNudged = _nudged,
                IsFailed = _failure is not null,
                IsShutDown = _isShutDown,
                IsGone = _stage == SlotStage.Gone,
            };
        }
    }

    /// <summary>What is reported.</summary>
    public VmStatus Report()
    {
        lock (_lock)
        {
            var (power, failure) = SlotReport.Of(_stage, _machine?.Status, _failure, _wish?.Target);
            return new VmStatus(vmId, _seen, power, _stage == SlotStage.Filling ? _progress : 0, failure?.Code, failure?.Detail);
        }
    }

    /// <summary>It has a machine from now on.</summary>
    public void Have(IMachine machine)
    {
        lock (_lock)
        {
            (_machine, _stage) = (machine, _stage == SlotStage.Filling ? SlotStage.None : _stage);
            _recorded = Math.Max(_recorded, machine.Generation);
            _seen = Math.Max(_seen, machine.Generation);
        }
    }

    /// <summary>A generation is written down.</summary>
    public void Recorded(long generation)
    {
        lock (_lock)
            _recorded = Math.Max(_recorded, generation);
    }

    /// <summary>The hypervisor knows a higher generation than the wish's: the wish is void.</summary>
    public void Outdate(Wish wish, long generation)
    {
        lock (_lock)
        {
            _seen = Math.Max(_seen, generation);
            _wish = ReferenceEquals(_wish, wish) ? null : _wish;
        }
    }

    /// <summary>It was tried again.</summary>
    public void Tried()
    {
        lock (_lock)
            _nudged = false;
    }

    /// <summary>It is being made.</summary>
    /// <returns>False, and nothing changes, once it is made or ended.</returns>
    public bool Fill(int progress)
    {
        lock (_lock)
        {
            if (_machine is not null || _failure is not null || _stage is SlotStage.Stopping or SlotStage.Gone)
                return false;

            (_stage, _progress) = (SlotStage.Filling, progress);
            return true;
        }
    }

    /// <summary>It is broken; the first reason stays.</summary>
    public void Fail(SlotFailure failure)
    {
        lock (_lock)
            (_failure, _stage) = (_failure ?? failure, _stage == SlotStage.Filling ? SlotStage.None : _stage);
    }

    /// <summary>It is being ended.</summary>
    public void Stop()
    {
        lock (_lock)
            _stage = SlotStage.Stopping;
    }

    /// <summary>Its orderly shutdown is over.</summary>
    public void HasShutDown()
    {
        lock (_lock)
            _isShutDown = true;
    }

    /// <summary>Nothing of it is left.</summary>
    public void Leave()
    {
        lock (_lock)
            (_machine, _stage, _failure) = (null, SlotStage.Gone, null);
    }

    private static bool MayFollow(WishTarget? before, WishTarget target) => before switch
    {
        WishTarget.Destroy => target == WishTarget.Destroy,
        WishTarget.ShutDown => target is WishTarget.ShutDown or WishTarget.Destroy,
        _ => true,
    };
}
