using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Hosts;

/// <summary>What the colours of the map mean, and how many slots have each.</summary>
public sealed partial class SlotLegend
{
    /// <summary>The hosts of the map.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<HostView> Hosts { get; set; } = [];

    private int Slots => Hosts.Sum(view => view.Slots.Count);

    private IEnumerable<(SlotTone Tone, int Count)> Counts
    {
        get
        {
            var counts = Hosts.SelectMany(view => view.Slots).CountBy(slot => slot.Tone).ToDictionary();
            // What is rare is shown when it is there.
            return Enum.GetValues<SlotTone>()
                .Select(tone => (tone, counts.GetValueOrDefault(tone)))
                .Where(pair => pair.Item2 > 0 || pair.tone is SlotTone.Free or SlotTone.Warm or SlotTone.Running);
        }
    }
}
