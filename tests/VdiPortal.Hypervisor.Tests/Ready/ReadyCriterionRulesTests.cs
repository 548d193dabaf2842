using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Hypervisor.Tests.Ready;

/// <summary>Which ready criteria are taken, and what is said of the others (requirement B1).</summary>
public sealed class ReadyCriterionRulesTests
{
    [Theory]
    [InlineData("""{"deadlineSeconds":60}""", "needs 1 to 32 points")]
    [InlineData("""{"all":[],"deadlineSeconds":60}""", "needs 1 to 32 points")]
    [InlineData("""{"all":[{"kind":"delay","seconds":1}],"deadlineSeconds":0}""", "deadline")]
    [InlineData("""{"all":[{"kind":"delay","seconds":-1}],"deadlineSeconds":60}""", "delay")]
    [InlineData("""{"all":[{"kind":"still","seconds":0.1}],"deadlineSeconds":60}""", "still")]
    [InlineData("""{"all":[{"kind":"marker","channel":"serial","text":""}],"deadlineSeconds":60}""", "marker")]
    [InlineData("""{"any":[{"kind":"all","of":[]}],"deadlineSeconds":60}""", "needs 1 to 32 points")]
    [InlineData("""{"all":[{"kind":"bootLoader"}],"deadlineSeconds":60}""", "boots its kernel directly")]
    [InlineData("""{"all":[{"kind":"process","name":""}],"deadlineSeconds":60}""", "1 to 15 printable")]
    [InlineData("""{"all":[{"kind":"process"}],"deadlineSeconds":60}""", "1 to 15 printable")]
    [InlineData("""{"all":[{"kind":"process","name":"gnome-screensaver"}],"deadlineSeconds":60}""", "1 to 15 printable")]
    [InlineData("""{"all":[{"kind":"process","name":" Xorg"}],"deadlineSeconds":60}""", "1 to 15 printable")]
    [InlineData("""{"all":[{"kind":"process","name":"a\nb"}],"deadlineSeconds":60}""", "1 to 15 printable")]
    [InlineData("""{"all":[{"kind":"port"}],"deadlineSeconds":60}""", "port must be 1 to 65535")]
    [InlineData("""{"all":[{"kind":"port","port":65536}],"deadlineSeconds":60}""", "port must be 1 to 65535")]
    [InlineData("""{"all":[{"kind":"connections","port":22}],"deadlineSeconds":60}""", "connections must be 1 to 1000")]
    [InlineData("""{"all":[{"kind":"connections","port":0,"count":1}],"deadlineSeconds":60}""", "to a port of 1 to 65535")]
    [InlineData("""{"all":[{"kind":"cpu","belowPercent":0,"seconds":5}],"deadlineSeconds":60}""", "CPU must be below 1 to 100 %")]
    [InlineData("""{"all":[{"kind":"cpu","belowPercent":10}],"deadlineSeconds":60}""", "for 1 to 600 s")]
    [InlineData("""{"all":[{"kind":"nonsense"}],"deadlineSeconds":60}""", "not understood")]
    [InlineData("", "not understood")]
    public void Criteria_that_make_no_sense_are_refused(string json, string words) =>
        Assert.Contains(words, ReadyCriterionRules.FindFault(json, hasGuestAgent: true, bootsKernel: true), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"kind":"agent"}""")]
    [InlineData("""{"kind":"process","name":"Xorg"}""")]
    [InlineData("""{"kind":"port","port":22}""")]
    [InlineData("""{"kind":"connections","port":5432,"count":1}""")]
    public void What_only_an_agent_can_tell_is_refused_for_a_guest_without_one(string point)
    {
        var json = $$"""{"all":[{{point}}],"deadlineSeconds":60}""";

        Assert.Contains("the guest has none", ReadyCriterionRules.FindFault(json, hasGuestAgent: false, bootsKernel: false), StringComparison.Ordinal);
        Assert.Null(ReadyCriterionRules.FindFault(json, hasGuestAgent: true, bootsKernel: false));
    }

    [Theory]
    [InlineData("""{"kind":"firmware"}""")]
    [InlineData("""{"kind":"bootLoader"}""")]
    [InlineData("""{"kind":"cpu","belowPercent":10,"seconds":5}""")]
    public void What_the_host_can_see_needs_no_agent(string point) =>
        Assert.Null(ReadyCriterionRules.FindFault($$"""{"any":[{{point}}],"deadlineSeconds":60}""", hasGuestAgent: false, bootsKernel: false));
}
