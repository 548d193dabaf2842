using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Pools;

/// <summary>What one pool holds while a plan is made: unclaimed VMs of the right version on hosts that can be reached.</summary>
internal sealed class PoolStock
{
    private readonly List<Vm> _vms;

    public PoolStock(PoolTarget target, IEnumerable<Vm> vms)
    {
        Target = target;
        _vms = [.. vms];
        PresentlyWarm = Warm;
        PresentlyStarting = Count - Warm;
    }

    public PoolTarget Target { get; }

    /// <summary>Warm ones before the plan takes any out.</summary>
    public int PresentlyWarm { get; }

    /// <summary>Those on the way before the plan takes any out.</summary>
    public int PresentlyStarting { get; }

    public int Count => _vms.Count;

    public int Warm => _vms.Count(vm => vm.Power == PowerState.Paused);

    /// <summary>How many more it holds than is asked for; negative when it holds less.</summary>
    public int Surplus => _vms.Count - Target.Demand.Warm;

    public int On(HostId host) => _vms.Count(vm => vm.Slot.HostId == host);

    public IEnumerable<HostId> Hosts => _vms.Select(vm => vm.Slot.HostId).Distinct();

    /// <summary>
    /// Takes out what is too many: from hosts that run short of memory first, those on the way before warm ones, then the youngest. An even pool
    /// gives from its fullest host, a packed one from its emptiest.
    /// </summary>
    public IReadOnlyList<Vm> TakeSurplus(Func<HostId, bool> isShort)
    {
        List<Vm> taken = [];
        while (_vms.Count > Math.Max(Target.Demand.Warm, Target.Demand.Keep))
        {
            var vm = _vms.MaxBy(vm => (isShort(vm.Slot.HostId), vm.Power != PowerState.Paused, Load(vm.Slot.HostId), vm.CreatedAt))!;
            _vms.Remove(vm);
            taken.Insert(0, vm);
        }

        return taken;

        int Load(HostId host) => Target.Spread is PoolSpread.Even ? On(host) : -On(host);
    }

    /// <summary>Takes out the oldest warm VM on a host, else the oldest on the way there; null when there is none.</summary>
    public Vm? TakeOldest(HostId host)
    {
        var vm = _vms.Where(vm => vm.Slot.HostId == host).MinBy(vm => (vm.Power != PowerState.Paused, vm.CreatedAt));
        if (vm is not null)
            _vms.Remove(vm);
        return vm;
    }
}
