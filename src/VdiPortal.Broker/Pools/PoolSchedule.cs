namespace VdiPortal.Broker.Pools;

/// <summary>Works out what a policy asks for at a moment (requirement B3). Pure: the same policy, moment and pace give the same answer.</summary>
public static class PoolSchedule
{
    /// <summary>Changes further away than this are not looked for; every row comes again within a week.</summary>
    private const int DaysAhead = 8;

    /// <summary>How much longer than the lead stock is held back for a row that begins soon: leads differ a little from round to round.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>How many shall stand ready at this moment.</summary>
    public static int CountAt(PoolPolicy policy, DateTimeOffset now) => Math.Min(policy.Max, Asked(policy, Occurrences(policy, now), now));

    /// <summary>The next time at which another number is asked for; null when there is none.</summary>
    public static PoolChange? NextChange(PoolPolicy policy, DateTimeOffset now) => NextChange(policy, Occurrences(policy, now), now);

    /// <summary>What is asked for at this moment, with what is filled ahead.</summary>
    public static PoolDemand At(PoolPolicy policy, DateTimeOffset now, PoolPace pace)
    {
        var occurrences = Occurrences(policy, now);
        var asked = Asked(policy, occurrences, now);
        var (warm, keep) = (asked, asked);
        foreach (var (start, _, count) in occurrences.Where(occurrence => occurrence.Start > now))
        {
            var lead = pace.Lead(Math.Min(count, policy.Max) - asked);
            if (start - now <= lead)
                warm = Math.Max(warm, count);
            if (start - now <= (2 * lead) + Patience)
                keep = Math.Max(keep, count);
        }

        return new PoolDemand(
            Math.Min(policy.Max, asked), Math.Min(policy.Max, warm), Math.Min(policy.Max, keep), Math.Max(asked, warm), NextChange(policy, occurrences, now));
    }

    private static int Asked(PoolPolicy policy, List<(DateTimeOffset Start, DateTimeOffset End, int Count)> occurrences, DateTimeOffset at) =>
        occurrences.Where(occurrence => occurrence.Start <= at && at < occurrence.End).Select(occurrence => occurrence.Count).Append(policy.Min).Max();

    private static PoolChange? NextChange(PoolPolicy policy, List<(DateTimeOffset Start, DateTimeOffset End, int Count)> occurrences, DateTimeOffset now)
    {
        var present = Count(now);
        return occurrences.SelectMany(occurrence => new[] { occurrence.Start, occurrence.End })
            .Where(edge => edge > now).Distinct().Order()
            .Select(edge => new PoolChange(edge, Count(edge)))
            .FirstOrDefault(change => change.Count != present);

        int Count(DateTimeOffset at) => Math.Min(policy.Max, Asked(policy, occurrences, at));
    }

    /// <summary>Every time that a row of the schedule holds, from the days before until a good week ahead.</summary>
    private static List<(DateTimeOffset Start, DateTimeOffset End, int Count)> Occurrences(PoolPolicy policy, DateTimeOffset now)
    {
        List<(DateTimeOffset, DateTimeOffset, int)> found = [];
        foreach (var window in policy.Schedule)
        {
            var zone = WallClock.Zone(window.TimeZone);
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
            for (var day = today.AddDays(-2); day <= today.AddDays(DaysAhead); day = day.AddDays(1))
            {
                if (!window.Days.HasFlag((WeekDays)(1 << (((int)day.DayOfWeek + 6) % 7))))
                    continue;

                var (start, end) = (WallClock.Start(day, window.From, zone), WallClock.End(window.Until <= window.From ? day.AddDays(1) : day, window.Until, zone));
                if (start < end)
                    found.Add((start, end, window.Count));
            }
        }

        return found;
    }
}
