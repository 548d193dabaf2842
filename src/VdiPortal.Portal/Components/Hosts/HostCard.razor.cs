using System.Globalization;
using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Hosts;
using VdiPortal.Portal.Components.Words;

namespace VdiPortal.Portal.Components.Hosts;

/// <summary>A host as a block of slots, with its loads and what can be done with it.</summary>
public sealed partial class HostCard
{
    /// <summary>The host.</summary>
    [Parameter, EditorRequired]
    public HostView View { get; set; } = null!;

    /// <summary>Told when a slot is opened.</summary>
    [Parameter]
    public EventCallback<SlotView> OnSlot { get; set; }

    /// <summary>Told when the host shall get another state.</summary>
    [Parameter]
    public EventCallback<HostState> OnState { get; set; }

    [Inject]
    private PowerWords Powers { get; set; } = null!;

    private VmHost Host => View.Host;

    private string TitleId => $"host-{Host.Id}";

    private int First => View.Slots.FirstOrDefault(slot => slot.Vm is not null)?.Number ?? 0;

    private string Tone => Host switch
    {
        { State: HostState.Online, Problem: null } => "good",
        { State: HostState.Online } or { State: HostState.Unreachable } => "bad",
        { State: HostState.Offline } => "",
        _ => "warn",
    };

    private IEnumerable<HostState> Choices =>
        new[] { HostState.Online, HostState.Draining, HostState.Maintenance, HostState.Offline }.Where(state => state != Host.State && !(state == HostState.Online && Host.State == HostState.Unreachable));

    private IEnumerable<(string Key, string Text, double Part)> Loads
    {
        get
        {
            yield return ("Load.Slots", T["Load.Of", Host.UsedSlots, Host.Slots], Part(Host.UsedSlots, Host.Slots));
            yield return ("Load.Memory", T["Load.Gib", Gib(Host.ReservedMiB), Gib(Host.MemoryMiB)], Part(Host.ReservedMiB, Host.MemoryMiB));
            yield return ("Load.Cpu", T["Load.Percent", Math.Round(Host.CpuPercent)], Host.CpuPercent / 100);
        }
    }

    private string Tip(SlotView slot) => slot.Session is { } session
        ? T["Tip.Session", slot.Number + 1, slot.Module, session.UserName, Powers.Of(slot.Vm!)]
        : T["Tip.Vm", slot.Number + 1, slot.Module, Powers.Of(slot.Vm!)];

    private static double Part(double used, double all) => all <= 0 ? 0 : used / all;

    private static string Gib(int mib) => (mib / 1024d).ToString(mib < 10_240 ? "0.#" : "0", CultureInfo.CurrentCulture);

    private static long Gigabytes(long bytes) => bytes / 1_000_000_000;

    private static string Percent(double part) => Math.Clamp(part * 100, 0, 100).ToString("0.#", CultureInfo.InvariantCulture);
}
