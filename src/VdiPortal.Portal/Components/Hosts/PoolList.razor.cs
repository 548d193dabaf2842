using System.Globalization;
using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Pools;

namespace VdiPortal.Portal.Components.Hosts;

/// <summary>The pools: what they hold, what they shall hold, and why they hold less (requirement B7). The short ones come first.</summary>
public sealed partial class PoolList
{
    private int _shown = 20;

    /// <summary>The pools.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<PoolStatus> Pools { get; set; } = [];

    /// <summary>The modules they belong to.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Module> Modules { get; set; } = [];

    private List<(PoolStatus Pool, string Title)> Rows
    {
        get
        {
            var titles = Modules.ToDictionary(module => module.Id, module => module.Title);
            return [.. Pools
                .Where(pool => pool.Target > 0 || pool.Warm + pool.Starting > 0 || pool.Next is not null)
                .Select(pool => (pool, titles.GetValueOrDefault(pool.Key.ModuleId, "")))
                .OrderBy(row => row.pool.Shortage is PoolShortage.None ? 1 : 0)
                .ThenBy(row => row.Item2, StringComparer.CurrentCultureIgnoreCase)
                .ThenBy(row => row.pool.Key.MachineName, StringComparer.Ordinal)];
        }
    }

    private string Why(PoolStatus pool) => pool is { Shortage: PoolShortage.BackingOff, RetryAt: { } at }
        ? T["Shortage.BackingOff", Times.Span(at - Clock.GetUtcNow())]
        : T[$"Shortage.{pool.Shortage}"];

    private string Next(PoolStatus pool) => pool.Next is { } next ? T["Pools.From", Times.Coming(next.At), next.Count] : T["Pools.Never"];

    private static string Tone(PoolStatus pool) => pool.Shortage switch
    {
        PoolShortage.None => "good",
        PoolShortage.MaxReached => "warn",
        PoolShortage.Filling or PoolShortage.FillingAhead or PoolShortage.PeopleFirst => "busy",
        _ => "bad",
    };

    private static string Percent(PoolStatus pool) =>
        (pool.Target == 0 ? 100 : Math.Clamp(100d * pool.Warm / pool.Target, 0, 100)).ToString("0.#", CultureInfo.InvariantCulture);
}
