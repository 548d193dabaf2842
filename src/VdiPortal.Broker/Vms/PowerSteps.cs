namespace VdiPortal.Broker.Vms;

/// <summary>
/// The legal steps between power states. The database holds the same table and refuses others.
/// A host may miss reporting a step while it is cut off, so steps forward over several stages are legal too.
/// </summary>
public static class PowerSteps
{
    private static readonly PowerState[] Start = [PowerState.Defined, PowerState.Filling, PowerState.Booting, PowerState.Ready];
    private static readonly PowerState[] Usable = [PowerState.Paused, PowerState.Running, PowerState.Suspended];

    /// <summary>Every legal step, each once.</summary>
    public static IReadOnlySet<(PowerState From, PowerState To)> All { get; } = Build().ToHashSet();

    /// <summary>Whether a VM may go from one state to the other.</summary>
    public static bool IsLegal(PowerState from, PowerState to) => All.Contains((from, to));

    private static IEnumerable<(PowerState From, PowerState To)> Build()
    {
        for (var from = 0; from < Start.Length; from++)
        {
            foreach (var to in Start.Skip(from + 1).Concat(Usable).Concat(Ends(Start[from])))
                yield return (Start[from], to);
        }

        foreach (var from in Usable)
        {
            foreach (var to in Usable.Where(to => to != from).Concat(Ends(from)))
                yield return (from, to);
        }

        // Claimed at an earlier ready point, it boots on.
        yield return (PowerState.Paused, PowerState.Booting);
        yield return (PowerState.Failed, PowerState.Stopping);
        yield return (PowerState.Failed, PowerState.Gone);
        yield return (PowerState.Stopping, PowerState.Failed);
        yield return (PowerState.Stopping, PowerState.Gone);
    }

    private static IEnumerable<PowerState> Ends(PowerState _) => [PowerState.Stopping, PowerState.Gone, PowerState.Failed];
}
