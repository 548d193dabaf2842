using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Pools;
using VdiPortal.Portal.Components.Hosts;
using VdiPortal.Portal.Components.Modules;
using VdiPortal.Portal.Tests.Components.Fakes;

namespace VdiPortal.Portal.Tests.Components;

/// <summary>What the warm stock is said to be, where it is edited and where it is listed (requirements B3, B7).</summary>
public sealed class PoolWordsTests
{
    private readonly TimeProvider _time = new MondayMorning();

    public static TheoryData<PoolShortage> Shortages => [.. Enum.GetValues<PoolShortage>()];

    [Theory]
    [InlineData(WeekDays.Monday, "Now 3, from 10:00 25")]
    [InlineData(WeekDays.Thursday, "Now 3, from Thursday 10:00 25")]
    public async Task The_editor_says_what_comes_of_it(WeekDays day, string words) =>
        Assert.Contains(words, await EditAsync(new PoolPolicy(3) { Schedule = [Row(day)] }), StringComparison.Ordinal);

    [Fact]
    public async Task Without_a_schedule_there_is_no_other_number() =>
        Assert.EndsWith("Now 3", await EditAsync(new PoolPolicy(3)), StringComparison.Ordinal);

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_nothing_is_promised()
    {
        var text = await EditAsync(new PoolPolicy(5, 4) { Schedule = [Row(WeekDays.None) with { TimeZone = "Mars/Olympus" }] });
        Assert.Contains("not less than at all times.", text, StringComparison.Ordinal);
        Assert.Contains("Choose at least one day.", text, StringComparison.Ordinal);
        Assert.Contains("A name like Europe/Berlin.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Now", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_ends_after_midnight_says_so() => Assert.Contains(
        "On the next day.", await EditAsync(new PoolPolicy(3) { Schedule = [Row(WeekDays.Friday) with { Until = new TimeOnly(2, 0) }] }), StringComparison.Ordinal);

    [Fact]
    public async Task The_list_says_how_many_and_what_comes_next()
    {
        var text = await ListAsync(PoolShortage.FillingAhead, new PoolChange(_time.GetUtcNow().AddDays(1), 25));
        Assert.Contains("1 of 3", text, StringComparison.Ordinal);
        Assert.Contains("25 from Tuesday 09:00", text, StringComparison.Ordinal);
        Assert.Contains("Filling ahead of its time", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shortages))]
    public async Task Every_reason_is_said_in_words(PoolShortage shortage)
    {
        var text = await ListAsync(shortage, null);
        Assert.DoesNotContain("Shortage.", text, StringComparison.Ordinal);
        Assert.Contains("None", text, StringComparison.Ordinal);
    }

    private static PoolWindow Row(WeekDays days) => new(days, new TimeOnly(10, 0), new TimeOnly(12, 0), "UTC", 25);

    private Task<string> EditAsync(PoolPolicy policy) => Page.ReadAsync<PoolEditor>(_time, (nameof(PoolEditor.Input), PoolInput.Of(policy)));

    private async Task<string> ListAsync(PoolShortage shortage, PoolChange? next)
    {
        var world = new FakeWorld(_time);
        var module = await world.AddModuleAsync("Debian", "", Persistence.ResetsAtEnd, await world.AddTemplateAsync("debian"));
        var status = new PoolStatus(new PoolKey(module.Id, "desktop"), 1, 1, 3, shortage, _time.GetUtcNow().AddMinutes(5), next);
        return await Page.ReadAsync<PoolList>(_time, (nameof(PoolList.Pools), new[] { status }), (nameof(PoolList.Modules), new[] { module }));
    }

    /// <summary>Monday, 2 March 2026, 09:00, in a portal whose clock shows UTC.</summary>
    private sealed class MondayMorning : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    }
}
