using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Placement;

namespace VdiPortal.Broker.Tests.Placement;

public class LeastLoadedPolicyTests
{
    private static readonly PlacementRequest Request = new(500);
    private readonly LeastLoadedPolicy _policy = new();

    [Fact]
    public void The_host_with_the_smallest_share_in_use_comes_first() =>
        Assert.Equal(["idle", "half", "busy"], Names(Make.Host("busy", used: 9), Make.Host("idle", used: 1), Make.Host("half", used: 5)));

    [Fact]
    public void The_scarcer_of_slots_and_memory_counts() =>
        Assert.Equal(["few-slots", "little-memory"], Names(Make.Host("little-memory", used: 0, reserved: 15_000), Make.Host("few-slots", used: 5)));

    [Fact]
    public void Of_equals_the_one_with_the_idler_processor_comes_first() =>
        Assert.Equal(["cool", "hot"], Names(Make.Host("hot", cpu: 90), Make.Host("cool", cpu: 10)));

    [Fact]
    public void A_desktop_goes_only_where_its_disk_is()
    {
        var home = Make.Host("home", used: 9);
        Assert.Equal([home.Id], _policy.Place(new PlacementRequest(500, home.Id), [Make.Host("other"), home]).Candidates);
    }

    public static TheoryData<string, VmHost[], FailureCode> Refusals => new()
    {
        { "no host at all", [], FailureCode.NoHost },
        { "the only host is unreachable", [Make.Host(state: HostState.Unreachable)], FailureCode.NoHost },
        { "the only host is being drained", [Make.Host(state: HostState.Draining)], FailureCode.NoHost },
        { "the only host has a problem", [Make.Host(problem: "QEMU is missing")], FailureCode.HostNotReady },
        { "every slot is taken", [Make.Host(slots: 2, used: 2), Make.Host(slots: 1, used: 1)], FailureCode.NoFreeSlot },
        { "a slot, but no memory", [Make.Host(memory: 600, reserved: 200)], FailureCode.NoMemory },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_refusal_says_why(string because, VmHost[] hosts, FailureCode expected)
    {
        var result = _policy.Place(Request, hosts);
        Assert.True(result.Failure == expected, $"{because}: {result.Failure}");
        Assert.Empty(result.Candidates);
    }

    [Fact]
    public void A_desktop_whose_host_is_away_is_told_so()
    {
        var home = Make.Host("home", state: HostState.Unreachable);
        Assert.Equal(FailureCode.HostUnreachable, _policy.Place(new PlacementRequest(1, home.Id), [home, Make.Host("other")]).Failure);
    }

    [Fact]
    public void A_desktop_whose_host_has_a_problem_is_told_of_that()
    {
        var home = Make.Host("home", problem: "The disk is full");
        Assert.Equal(FailureCode.HostNotReady, _policy.Place(new PlacementRequest(1, home.Id), [home, Make.Host("other")]).Failure);
    }

    private string[] Names(params VmHost[] hosts) =>
        [.. _policy.Place(Request, hosts).Candidates.Select(id => hosts.Single(host => host.Id == id).Name)];
}
