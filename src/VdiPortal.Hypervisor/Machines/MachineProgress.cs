using System.Text.Json.Serialization;
using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Hypervisor.Machines;

/// <summary>What a machine has been through, as far as adoption must know and cannot find out otherwise.</summary>
/// <param name="Markers">Markers that the guest has written.</param>
/// <param name="ReadyAfter">How long it took to become ready; null when it has not.</param>
/// <param name="Missed">Whether it missed its deadline.</param>
/// <param name="WasPaused">Whether it was ever paused.</param>
/// <param name="Held">Other points of its ready criterion that have held; null when there are none.</param>
/// <param name="Full">Whether its full ready criterion has held, for a machine that has one.</param>
/// <param name="Forked">Whether it has got the state of the replica that it is forked from; before it is no machine yet.</param>
internal sealed record MachineProgress(
    IReadOnlyList<MarkerPoint> Markers, TimeSpan? ReadyAfter, bool Missed, bool WasPaused, IReadOnlyList<ReadyPoint>? Held = null,
    ReadyProgress Full = ReadyProgress.Pending, bool Forked = false)
{
    public static MachineProgress None { get; } = new([], null, Missed: false, WasPaused: false);

    /// <summary>What a forked machine has been through before it is one: all that its replica has.</summary>
    public static MachineProgress OfReplica { get; } = new([], TimeSpan.Zero, Missed: false, WasPaused: true, Full: ReadyProgress.Reached);

    /// <summary>Whether it has become ready.</summary>
    [JsonIgnore]
    public ReadyProgress Ready => ReadyAfter is not null ? ReadyProgress.Reached : Missed ? ReadyProgress.Missed : ReadyProgress.Pending;
}
