using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Pools;

namespace VdiPortal.Broker.Tests.Pools;

public class PoolPolicyRulesTests
{
    private static readonly PoolWindow Good = new(WeekDays.Monday, new TimeOnly(8, 45), new TimeOnly(12, 0), "Europe/Berlin", 25);

    public static TheoryData<PoolPolicy, string[]> Policies => new()
    {
        { new PoolPolicy(), [] },
        { new PoolPolicy(0, 0), [] },
        { new PoolPolicy(1_000, 1_000) { Schedule = [Good] }, [] },
        { new PoolPolicy(-1), ["Min"] },
        { new PoolPolicy(1_001), ["Min", "Max"] },
        { new PoolPolicy(0, 1_001), ["Max"] },
        { new PoolPolicy(0, -1), ["Max"] },
        { new PoolPolicy(5, 4), ["Max"] },
        { new PoolPolicy(0, 4, (PoolSpread)7), ["Spread"] },
        { new PoolPolicy { Schedule = [Good, Good with { Count = 1_001 }] }, ["Schedule"] },
        { new PoolPolicy { Schedule = [.. Enumerable.Repeat(Good, 51)] }, ["Schedule"] },
    };

    public static TheoryData<PoolWindow, string[]> Rows => new()
    {
        { Good, [] },
        { Good with { Days = (WeekDays)127, TimeZone = "UTC", Count = 0 }, [] },
        { Good with { Days = WeekDays.None }, ["Days"] },
        { Good with { Days = (WeekDays)128 }, ["Days"] },
        { Good with { From = new TimeOnly(8, 45, 30) }, ["From"] },
        { Good with { Until = new TimeOnly(8, 45, 30) }, ["Until"] },
        { Good with { TimeZone = "" }, ["TimeZone"] },
        { Good with { TimeZone = "Mars/Olympus" }, ["TimeZone"] },
        { Good with { TimeZone = "../../etc/passwd" }, ["TimeZone"] },
        { Good with { TimeZone = "W. Europe Standard Time" }, ["TimeZone"] },
        { Good with { Count = -1 }, ["Count"] },
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public void What_is_out_of_bounds_is_named(PoolPolicy policy, string[] names) => Assert.Equal(names, PoolPolicyRules.Invalid(policy));

    [Theory]
    [MemberData(nameof(Rows))]
    public void What_is_wrong_with_a_row_is_named(PoolWindow row, string[] names) => Assert.Equal(names, PoolPolicyRules.Invalid(row));

    [Fact]
    public void A_module_says_that_its_pool_is_meant() => Assert.Equal(["Pool.Max"], ModuleRules.Invalid(Make.Module() with { Pool = new PoolPolicy(5, 4) }));

    [Fact]
    public void Policies_that_say_the_same_are_equal()
    {
        Assert.Equal(new PoolPolicy(1) { Schedule = [Good] }, new PoolPolicy(1) { Schedule = [Good with { }] });
        Assert.NotEqual(new PoolPolicy(1) { Schedule = [Good] }, new PoolPolicy(1));
    }
}
