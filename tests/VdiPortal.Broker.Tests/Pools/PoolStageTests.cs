using System.Text.Json;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Placement;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Templates;

namespace VdiPortal.Broker.Tests.Pools;

/// <summary>At which ready point a pool keeps its VMs (requirement B3). Each VM reserves 800 MiB; the floor is 1,000 MiB.</summary>
public class PoolStageTests
{
    private const ReadyStage Before = ReadyStage.BeforeOs, After = ReadyStage.AfterOs, Services = ReadyStage.AfterServices;
    private readonly VmHost _host = Make.Host(memory: 100_000);

    public static TheoryData<PoolPoint, bool, bool, ReadyStage[]> Choices => new()
    {
        { PoolPoint.AfterServices, true, true, [Services] },
        { PoolPoint.AfterOs, true, true, [After] },
        { PoolPoint.BeforeOs, true, true, [Before] },
        { PoolPoint.ByMemory, true, true, [Services, After, Before] },
        { PoolPoint.ByMemory, true, false, [Services, Before] },
        { PoolPoint.ByMemory, false, false, [Services] },
        { PoolPoint.AfterOs, true, false, [Services] },
        { PoolPoint.BeforeOs, false, true, [After] },
        { PoolPoint.BeforeOs, false, false, [Services] },
    };

    [Theory]
    [MemberData(nameof(Choices))]
    public void A_point_that_the_template_does_not_declare_is_left_for_the_next(PoolPoint point, bool before, bool after, ReadyStage[] stages)
    {
        JsonElement? criterion = JsonElement.Parse("{}");
        var image = new TemplateImage("", "qcow2", 1);
        var template = new TemplateVersion(Make.Template, "t", "t", "linux", "", 1, 704, "std", 640, 400, image, null, null, null, false, [], criterion.Value)
        {
            BeforeOs = before ? criterion : null,
            AfterOs = after ? criterion : null,
        };
        Assert.Equal(stages, PoolStages.Of(point, template));
    }

    [Theory]
    [InlineData("plenty of room", 5_000, new[] { Services, Services })]
    [InlineData("no report yet", null, new[] { Services, Services })]
    [InlineData("room for one ready to use, then less", 2_250, new[] { Services, After })]
    [InlineData("room for one after its system, then before it", 1_500, new[] { After, Before })]
    [InlineData("hardly any room", 1_200, new[] { Before, Before })]
    [InlineData("room for one", 1_100, new[] { Before })]
    [InlineData("no room", 1_099, new ReadyStage[0])]
    public void The_furthest_point_for_which_the_host_has_the_memory_is_taken(string sentence, int? free, ReadyStage[] stages)
    {
        var plan = Plan([_host with { FreeMemoryMiB = free }], [Services, After, Before]);
        Assert.True(stages.SequenceEqual(plan.Starts.Select(start => start.Stage)), $"{sentence}: {string.Join(' ', plan.Starts.Select(start => start.Stage))}");
    }

    [Fact]
    public void A_fixed_point_is_not_left_for_an_earlier_one() =>
        Assert.Equal((0, PoolShortage.MemoryShort), (Plan([_host with { FreeMemoryMiB = 1_500 }], [Services]) is var plan ? plan.Starts.Count : 0, plan.Pools[0].Shortage));

    [Fact]
    public void A_host_on_which_they_can_be_ready_to_use_goes_before_one_on_which_they_cannot()
    {
        var ample = Make.Host("ample", used: 5) with { FreeMemoryMiB = 9_000, MemoryMiB = 100_000 };
        Assert.All(Plan([_host with { FreeMemoryMiB = 1_500 }, ample], [Services, After, Before]).Starts, start => Assert.Equal((ample.Id, Services), (start.Host, start.Stage)));
    }

    private static PoolPlan Plan(VmHost[] hosts, ReadyStage[] stages) => new PoolPlanner(new LeastLoadedPolicy()).Plan(new PoolSnapshot(
        [new PoolTarget(new PoolKey(Make.ModuleId, "desktop"), 1, Make.Template, 800, new PoolDemand(2, 2, 2, 2, null)) { Stages = stages }], [], [], hosts, false, Make.Noon)
    {
        Memory = new PoolMemory(0, 1_000),
    });
}
