using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Pools;

namespace VdiPortal.Portal.Components.Modules;

/// <summary>One row of a pool's schedule.</summary>
public sealed partial class PoolRowEditor
{
    private readonly string _days = $"days-{Guid.NewGuid():N}";
    private readonly string _note = $"note-{Guid.NewGuid():N}";

    /// <summary>What is typed.</summary>
    [Parameter, EditorRequired]
    public PoolInputRow Row { get; set; } = new();

    /// <summary>Its number, for those who do not see where it stands.</summary>
    [Parameter, EditorRequired]
    public int Number { get; set; }

    /// <summary>Told at each change.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>Told when the row shall go.</summary>
    [Parameter]
    public EventCallback OnRemove { get; set; }

    private static IReadOnlyList<WeekDays> Week { get; } = [.. Enum.GetValues<WeekDays>().Where(day => day != WeekDays.None)];

    private static IReadOnlyList<string> Zones { get; } =
    [
        .. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId).Select(zone => zone.Id)
            .Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal)).Append("UTC").Order(StringComparer.Ordinal),
    ];

    private IReadOnlyList<string> Invalid => PoolPolicyRules.Invalid(Row.ToWindow());

    private string? UntilHint => Row.ToWindow() is var window && window.Until <= window.From ? T["Pool.UntilHint"].Value : null;

    private string? Error(string name) => Invalid.Contains(name) ? T[$"Invalid.{name}"].Value : null;

    private Task SetAsync(Action set)
    {
        set();
        return Changed.InvokeAsync();
    }
}
