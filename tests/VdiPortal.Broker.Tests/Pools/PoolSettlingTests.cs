using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Placement;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Templates;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Tests.Pools;

/// <summary>Whatever it starts from, planning and carrying out again and again comes to rest, and nothing goes up and down (requirement B3).</summary>
public class PoolSettlingTests
{
    private const int Rounds = 120;
    private const int VmMiB = 480;
    private readonly PoolPlanner _planner = new(new LeastLoadedPolicy());

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 300)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Pools_settle_and_nothing_flaps(int seed)
    {
        var world = new World(new Random(seed));
        var claimed = world.Vms.Where(vm => vm.SessionId is not null).Select(vm => vm.Id).ToHashSet();
        var quiet = 0;
        HashSet<(PoolKey, HostId)> gaveUp = [];
        HashSet<PoolKey> grew = [];
        for (var round = 0; round < Rounds; round++)
        {
            var plan = _planner.Plan(world.Snapshot());
            Assert.DoesNotContain(plan.Discards.Concat(plan.Returns.Select(given => given.Vm)), claimed.Contains);
            if (round > 0)
                Assert.All(plan.Pools, pool => Assert.True(pool.Warm + pool.Starting <= Math.Max(pool.Target, world.Keep(pool.Key)), $"round {round}: {pool}"));

            // What a pool has given up on a host for want of memory it does not take there again, and what it has started it does not discard later.
            gaveUp.UnionWith(plan.Returns.Select(given => (given.Key, given.Host)));
            Assert.DoesNotContain(plan.Starts, start => start.Stage == ReadyStage.AfterServices && gaveUp.Contains((start.Target.Key, start.Host)));
            Assert.DoesNotContain(plan.Discards, id => grew.Contains(World.KeyOf(world.Vms.Single(vm => vm.Id == id))));
            grew.UnionWith(plan.Starts.Select(start => start.Target.Key));
            quiet = plan.Starts.Count + plan.Discards.Count + plan.Returns.Count == 0 && world.IsStill ? quiet + 1 : 0;
            world.Apply(plan);
        }

        Assert.True(quiet >= 5, $"seed {seed} is not at rest after {Rounds} rounds");
    }

    /// <summary>Hosts, people and stock, at random but the same for each seed; what boots is warm two rounds later and then takes real memory.</summary>
    private sealed class World
    {
        private readonly PoolMemory _memory;
        private readonly List<PoolTarget> _targets = [];
        private readonly List<VmHost> _hosts = [];
        private DateTimeOffset _now = Make.Noon;

        public World(Random random)
        {
            _memory = new PoolMemory(random.Next(4) * 20, random.Next(2) * 1_000);
            for (var number = 0; number < random.Next(1, 5); number++)
            {
                var memory = random.Next(2_000, 12_000);
                _hosts.Add(Make.Host($"h{number}", slots: random.Next(2, 16), memory: memory, cpu: random.Next(100), state: random.Next(6) == 0 ? HostState.Draining : HostState.Online)
                    with { FreeMemoryMiB = random.Next(5) == 0 ? null : memory + random.Next(-1_500, 1_500) });
            }

            for (var number = 0; number < random.Next(1, 4); number++)
            {
                var now = random.Next(8);
                var warm = now + random.Next(4);
                _targets.Add(new PoolTarget(
                    new PoolKey(ModuleId.New(), "desktop"), 1, Make.Template, VmMiB, new PoolDemand(now, warm, warm + random.Next(3), warm, null), (PoolSpread)random.Next(2))
                {
                    Stages = random.Next(2) == 0 ? [ReadyStage.AfterServices] : [ReadyStage.AfterServices, ReadyStage.AfterOs, ReadyStage.BeforeOs],
                });
            }

            foreach (var host in _hosts)
            {
                for (var slot = 0; slot < host.Slots && (slot + 1) * VmMiB <= host.MemoryMiB && random.Next(3) > 0; slot++)
                {
                    var session = random.Next(3) == 0 ? SessionId.New() : (SessionId?)null;
                    var module = random.Next(6) == 0 ? ModuleId.New() : _targets[random.Next(_targets.Count)].Key.ModuleId;
                    var power = session is not null ? PowerState.Running : random.Next(3) == 0 ? PowerState.Booting : PowerState.Paused;
                    Vms.Add(Make.Vm(power, session is null ? VmWish.Warm : VmWish.Run, host.Id, session, module: module, created: _now.AddMinutes(-random.Next(100))));
                }
            }
        }

        public List<Vm> Vms { get; } = [];

        public bool IsStill => Vms.All(vm => vm.Power is PowerState.Paused or PowerState.Running);

        public static PoolKey KeyOf(Vm vm) => new(vm.ModuleId, vm.MachineName);

        public int Keep(PoolKey key) => _targets.Single(target => target.Key == key).Demand.Keep;

        public PoolSnapshot Snapshot() => new(_targets, [.. Vms], [], [.. _hosts.Select(Now)], false, _now) { Memory = _memory };

        public void Apply(PoolPlan plan)
        {
            _now = _now.AddSeconds(10);
            var gone = plan.Discards.Concat(plan.Returns.Select(given => given.Vm)).ToHashSet();
            Vms.RemoveAll(vm => gone.Contains(vm.Id));
            for (var index = 0; index < Vms.Count; index++)
            {
                if (Vms[index].Power is PowerState.Defined or PowerState.Booting)
                    Vms[index] = Vms[index] with { Power = Vms[index].Power is PowerState.Defined ? PowerState.Booting : PowerState.Paused, ReadyAt = _now };
            }

            Vms.AddRange(plan.Starts.Select(start => Make.Vm(PowerState.Defined, host: start.Host, module: start.Target.Key.ModuleId, created: _now) with { Stage = start.Stage }));
        }

        /// <summary>What a host says of itself: a VM takes what belongs to its ready point as soon as it boots.</summary>
        private VmHost Now(VmHost host)
        {
            var here = Vms.Where(vm => vm.Slot.HostId == host.Id).ToList();
            var taken = here.Where(vm => vm.Power is not PowerState.Defined).Sum(vm => PoolStages.Touched(vm.Stage, vm.ReservedMiB));
            return host with
            {
                UsedSlots = here.Count,
                ReservedMiB = here.Sum(vm => vm.ReservedMiB),
                FreeMemoryMiB = host.FreeMemoryMiB is { } all ? Math.Max(1, all - taken) : null,
                LastSeenAt = _now,
            };
        }
    }
}
