using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Pools;

namespace VdiPortal.Portal.Components.Modules;

/// <summary>The warm stock of a module: how many, where, and when more of them. What comes of it is said in words while one types.</summary>
public sealed partial class PoolEditor
{
    /// <summary>What is typed.</summary>
    [Parameter, EditorRequired]
    public PoolInput Input { get; set; } = new();

    /// <summary>Told at each change.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private IReadOnlyList<string> Invalid => PoolPolicyRules.Invalid(Input.ToPolicy());

    private IReadOnlyList<(PoolSpread Value, string Text)> Spreads => [.. Enum.GetValues<PoolSpread>().Select(spread => (spread, T[$"Pool.Spread.{spread}"].Value))];

    private IReadOnlyList<(PoolPoint Value, string Text)> Points => [.. Enum.GetValues<PoolPoint>().Select(point => (point, T[$"Pool.Point.{point}"].Value))];

    private string? Error(string name) => Invalid.Contains(name) ? T[$"Invalid.{name}"].Value : null;

    private Task SetAsync(Action set)
    {
        set();
        return Changed.InvokeAsync();
    }

    private string OwnZone => Clock.LocalTimeZone is { HasIanaId: true } zone && !zone.Id.StartsWith("Etc/", StringComparison.Ordinal) ? zone.Id : TimeZoneInfo.Utc.Id;

    /// <summary>The clock of the row before, else the portal's own.</summary>
    private Task AddAsync() => SetAsync(() => Input.Rows.Add(new PoolInputRow
    {
        TimeZone = Input.Rows.LastOrDefault()?.TimeZone ?? OwnZone,
    }));
}
