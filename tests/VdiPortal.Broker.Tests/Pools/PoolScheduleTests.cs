using System.Globalization;
using VdiPortal.Broker.Pools;

namespace VdiPortal.Broker.Tests.Pools;

/// <summary>What a schedule asks for at which moment, nights of daylight saving included (requirement B3).</summary>
public class PoolScheduleTests
{
    private const WeekDays Weekend = WeekDays.Saturday | WeekDays.Sunday;
    private static readonly PoolPace Quick = new(TimeSpan.FromSeconds(10), 2);

    // Berlin: on 29 March 2026 the clock goes from 02:00 to 03:00 (01:00 UTC), on 25 October from 03:00 back to 02:00 (01:00 UTC).
    [Theory]
    [InlineData("a class in the morning: not yet", WeekDays.Monday, "08:45", "12:00", "Europe/Berlin", "2026-03-02T07:44:59Z", false)]
    [InlineData("a class in the morning: from the minute on", WeekDays.Monday, "08:45", "12:00", "Europe/Berlin", "2026-03-02T07:45:00Z", true)]
    [InlineData("a class in the morning: to the last second", WeekDays.Monday, "08:45", "12:00", "Europe/Berlin", "2026-03-02T10:59:59Z", true)]
    [InlineData("a class in the morning: over", WeekDays.Monday, "08:45", "12:00", "Europe/Berlin", "2026-03-02T11:00:00Z", false)]
    [InlineData("on another day", WeekDays.Monday, "08:45", "12:00", "Europe/Berlin", "2026-03-03T08:00:00Z", false)]
    [InlineData("in summer the same time is an hour earlier", WeekDays.Monday, "08:45", "12:00", "Europe/Berlin", "2026-07-06T06:45:00Z", true)]
    [InlineData("in summer not at winter's end", WeekDays.Monday, "08:45", "12:00", "Europe/Berlin", "2026-07-06T10:00:00Z", false)]
    [InlineData("the day is that of the zone, not of UTC", WeekDays.Monday, "08:00", "10:00", "Pacific/Auckland", "2026-03-01T19:30:00Z", true)]
    [InlineData("over midnight: before it", WeekDays.Friday, "22:00", "02:00", "UTC", "2026-03-06T23:00:00Z", true)]
    [InlineData("over midnight: after it, although Saturday is not named", WeekDays.Friday, "22:00", "02:00", "UTC", "2026-03-07T01:59:00Z", true)]
    [InlineData("over midnight: not in the night before", WeekDays.Friday, "22:00", "02:00", "UTC", "2026-03-06T01:00:00Z", false)]
    [InlineData("until midnight", WeekDays.Monday, "20:00", "00:00", "UTC", "2026-03-02T23:59:59Z", true)]
    [InlineData("until midnight and no longer", WeekDays.Monday, "20:00", "00:00", "UTC", "2026-03-03T00:00:00Z", false)]
    [InlineData("the same time twice is a whole day", WeekDays.Monday, "00:00", "00:00", "UTC", "2026-03-02T13:00:00Z", true)]
    [InlineData("a whole day of 23 hours ends with the day", WeekDays.Sunday, "00:00", "00:00", "Europe/Berlin", "2026-03-29T22:00:00Z", false)]
    [InlineData("a whole day of 25 hours lasts as long as the day", WeekDays.Sunday, "00:00", "00:00", "Europe/Berlin", "2026-10-25T22:30:00Z", true)]
    [InlineData("a beginning that is left out is at the change", WeekDays.Sunday, "02:30", "06:00", "Europe/Berlin", "2026-03-29T01:00:00Z", true)]
    [InlineData("a beginning that is left out is not before the change", WeekDays.Sunday, "02:30", "06:00", "Europe/Berlin", "2026-03-29T00:59:59Z", false)]
    [InlineData("an end that is left out is at the change", WeekDays.Sunday, "00:30", "02:30", "Europe/Berlin", "2026-03-29T00:59:59Z", true)]
    [InlineData("an end that is left out is not after the change", WeekDays.Sunday, "00:30", "02:30", "Europe/Berlin", "2026-03-29T01:00:00Z", false)]
    [InlineData("what lies wholly in the hour left out does not happen", WeekDays.Sunday, "02:10", "02:50", "Europe/Berlin", "2026-03-29T01:00:00Z", false)]
    [InlineData("a beginning that comes twice counts the first time", WeekDays.Sunday, "02:30", "06:00", "Europe/Berlin", "2026-10-25T00:30:00Z", true)]
    [InlineData("and goes on through the second time", WeekDays.Sunday, "02:30", "06:00", "Europe/Berlin", "2026-10-25T01:10:00Z", true)]
    [InlineData("an end that comes twice counts the last time", WeekDays.Sunday, "00:30", "02:30", "Europe/Berlin", "2026-10-25T01:29:59Z", true)]
    [InlineData("and then it is over", WeekDays.Sunday, "00:30", "02:30", "Europe/Berlin", "2026-10-25T01:30:00Z", false)]
    [InlineData("over midnight into the night of the change", WeekDays.Saturday, "22:00", "04:00", "Europe/Berlin", "2026-03-29T01:59:59Z", true)]
    [InlineData("over midnight into the night of the change, end", WeekDays.Saturday, "22:00", "04:00", "Europe/Berlin", "2026-03-29T02:00:00Z", false)]
    [InlineData("over midnight into the longer night", WeekDays.Saturday, "22:00", "04:00", "Europe/Berlin", "2026-10-25T02:59:59Z", true)]
    [InlineData("where the clock moves by half an hour", WeekDays.Sunday, "02:10", "05:00", "Australia/Lord_Howe", "2026-10-03T15:30:00Z", true)]
    [InlineData("where the clock moves by half an hour, before", WeekDays.Sunday, "02:10", "05:00", "Australia/Lord_Howe", "2026-10-03T15:29:59Z", false)]
    [InlineData("a zone that nobody knows any more is UTC", WeekDays.Monday, "08:00", "10:00", "Atlantis/Capital", "2026-03-02T09:00:00Z", true)]
    public void A_row_holds_by_the_clock_on_the_wall(string sentence, WeekDays days, string from, string until, string zone, string now, bool holds) =>
        Assert.True(PoolSchedule.CountAt(Policy(2, Row(days, from, until, 25, zone)), At(now)) == (holds ? 25 : 2), sentence);

    [Theory]
    [InlineData("2026-03-02T07:00:00Z", 3)]
    [InlineData("2026-03-02T08:00:00Z", 10)]
    [InlineData("2026-03-02T09:00:00Z", 25)]
    [InlineData("2026-03-02T10:00:00Z", 10)]
    [InlineData("2026-03-02T12:00:00Z", 3)]
    public void Where_rows_overlap_the_highest_counts(string now, int count) => Assert.Equal(count, PoolSchedule.CountAt(
        Policy(3, Row(WeekDays.Monday, "08:00", "12:00", 10), Row(WeekDays.Monday, "09:00", "10:00", 25), Row(WeekDays.Monday, "09:00", "11:00", 1)), At(now)));

    [Fact]
    public void A_row_of_fewer_than_the_minimum_changes_nothing()
    {
        var policy = Policy(5, Row(WeekDays.Monday, "08:00", "12:00", 2));
        Assert.Equal(5, PoolSchedule.CountAt(policy, At("2026-03-02T09:00:00Z")));
        Assert.Null(PoolSchedule.NextChange(policy, At("2026-03-02T07:00:00Z")));
    }

    [Fact]
    public void The_maximum_is_not_exceeded_and_what_was_asked_for_is_remembered()
    {
        var demand = PoolSchedule.At(Policy(2, Row(WeekDays.Monday, "08:00", "12:00", 25)) with { Max = 20 }, At("2026-03-02T09:00:00Z"), Quick);
        Assert.Equal((20, 20, 25), (demand.Now, demand.Warm, demand.Asked));
    }

    [Fact]
    public void The_next_change_is_the_next_other_number()
    {
        var policy = Policy(3, Row(WeekDays.Monday, "08:45", "12:00", 25, "Europe/Berlin"), Row(WeekDays.Monday, "10:00", "11:00", 7, "Europe/Berlin"));
        Assert.Equal(new PoolChange(At("2026-03-02T07:45:00Z"), 25), PoolSchedule.NextChange(policy, At("2026-02-27T12:00:00Z")));
        Assert.Equal(new PoolChange(At("2026-03-02T11:00:00Z"), 3), PoolSchedule.NextChange(policy, At("2026-03-02T08:00:00Z")));
        Assert.Equal(new PoolChange(At("2026-03-09T07:45:00Z"), 25), PoolSchedule.NextChange(policy, At("2026-03-02T11:00:00Z")));
        Assert.Null(PoolSchedule.NextChange(Policy(3), At("2026-03-02T11:00:00Z")));
    }

    [Fact]
    public void Rows_that_follow_on_each_other_are_no_change()
    {
        var policy = Policy(0, Row(Weekend, "00:00", "00:00", 4), Row(WeekDays.Friday, "18:00", "00:00", 4));
        Assert.Equal(new PoolChange(At("2026-03-09T00:00:00Z"), 0), PoolSchedule.NextChange(policy, At("2026-03-06T20:00:00Z")));
    }

    [Theory]
    [InlineData("long before", "2026-03-02T07:00:00Z", 1, 1)]
    [InlineData("as early as is held back, nothing is begun", "2026-03-02T08:10:00Z", 1, 25)]
    [InlineData("a second before the lead", "2026-03-02T08:40:59Z", 1, 25)]
    [InlineData("12 rounds of 10 s, half as much again and a minute: 4 min before", "2026-03-02T08:41:00Z", 25, 25)]
    [InlineData("at the time", "2026-03-02T08:45:00Z", 25, 25)]
    public void Filling_begins_so_early_that_they_stand_ready_at_the_time(string sentence, string now, int warm, int keep)
    {
        var demand = PoolSchedule.At(Policy(1, Row(WeekDays.Monday, "08:45", "12:00", 25)), At(now), Quick);
        Assert.True((demand.Warm, demand.Keep) == (warm, keep), $"{sentence}: {demand}");
        Assert.Equal(At(now) < At("2026-03-02T08:45:00Z") ? 1 : 25, demand.Now);
    }

    [Fact]
    public void Between_two_classes_the_stock_is_not_thrown_away()
    {
        var policy = Policy(1, Row(WeekDays.Monday, "08:00", "09:00", 25), Row(WeekDays.Monday, "09:15", "10:00", 20));
        var demand = PoolSchedule.At(policy, At("2026-03-02T09:01:00Z"), Quick);
        Assert.Equal((1, 20), (demand.Now, demand.Keep));
    }

    [Fact]
    public void The_forecast_takes_the_median_of_the_last_fills_and_a_guess_without_any()
    {
        Assert.Equal(new PoolPace(TimeSpan.FromSeconds(7), 4), PoolPace.Of([TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(6)], 2));
        Assert.Equal(new PoolPace(PoolPace.Unknown, 2), PoolPace.Of([], 0));
        Assert.Equal(TimeSpan.Zero, Quick.Lead(0));
        Assert.Equal(PoolPace.LongestLead, new PoolPace(TimeSpan.FromHours(1), 2).Lead(1_000));
    }

    private static PoolPolicy Policy(int min, params PoolWindow[] rows) => new(min) { Schedule = rows };

    private static PoolWindow Row(WeekDays days, string from, string until, int count, string zone = "UTC") =>
        new(days, TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(until, CultureInfo.InvariantCulture), zone, count);

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
