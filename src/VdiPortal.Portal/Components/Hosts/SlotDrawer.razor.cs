using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Portal.Components.Hosts;

/// <summary>What is in a slot: its VM, who uses it, who looks at it.</summary>
public sealed partial class SlotDrawer
{
    /// <summary>The host.</summary>
    [Parameter]
    public HostView? Host { get; set; }

    /// <summary>The slot; null when none is open.</summary>
    [Parameter]
    public SlotView? Slot { get; set; }

    /// <summary>All open consoles.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ConsoleConnection> Consoles { get; set; } = [];

    /// <summary>Told when it is closed.</summary>
    [Parameter]
    public EventCallback OnClosed { get; set; }

    /// <summary>Told when the VM shall be ended.</summary>
    [Parameter]
    public EventCallback<Vm> OnEnd { get; set; }

    /// <summary>Told when a console shall be cut.</summary>
    [Parameter]
    public EventCallback<ConsoleConnection> OnCut { get; set; }

    private List<ConsoleConnection> Own => [.. Consoles.Where(console => console.VmId == Slot?.Vm?.Id)];

    private static string Tone(SlotView slot) => slot.Tone switch
    {
        SlotTone.Running or SlotTone.Warm => "good",
        SlotTone.Starting => "busy",
        SlotTone.Paused or SlotTone.Stopping => "warn",
        SlotTone.Failed => "bad",
        _ => "",
    };
}
