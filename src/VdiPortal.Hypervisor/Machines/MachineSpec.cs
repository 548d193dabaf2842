using System.Text.Json.Serialization;
using VdiPortal.Hypervisor.Ready;
using VdiPortal.Hypervisor.Replicas;

namespace VdiPortal.Hypervisor.Machines;

/// <summary>All that is needed to start one virtual machine. Kept in its directory, so that it can be adopted later.</summary>
/// <param name="Id">Identity; also the machine's uuid.</param>
/// <param name="Generation">Fencing number of the claim that asked for it; see <see cref="IMachine.Generation"/> for the present one.</param>
/// <param name="Cpus">Virtual CPUs, 1..64.</param>
/// <param name="MemoryMiB">Guest memory in MiB, 4..1,048,576.</param>
/// <param name="Video">Display adapter.</param>
/// <param name="Width">Preferred display width in pixels, 320..16,384.</param>
/// <param name="Height">Preferred display height in pixels, 200..16,384.</param>
/// <param name="Disk">The base image and where the overlay lives.</param>
/// <param name="Boot">Kernel to boot directly, or null to boot from the disk.</param>
/// <param name="HasGuestAgent">Whether the guest runs the QEMU guest agent.</param>
/// <param name="Ready">When the machine counts as ready (requirement B1).</param>
/// <param name="Clipboard">Whether the guest may share the clipboard with its viewers (requirement F8).</param>
/// <param name="Full">
/// What must hold besides, until whoever resumes the machine can use it; null when <paramref name="Ready"/> says it all. Its deadline counts without
/// the time for which the machine is paused. It names no place before the operating system.
/// </param>
/// <param name="Replica">
/// The replica that it is forked from (requirement C2): it does not boot, it goes on where the replica stood. Null for one that boots.
/// </param>
/// <param name="IsParent">Whether it boots to become a replica. For the replica store alone.</param>
public sealed record MachineSpec(
    MachineId Id,
    long Generation,
    int Cpus,
    int MemoryMiB,
    VideoAdapter Video,
    int Width,
    int Height,
    DiskSpec Disk,
    DirectBoot? Boot,
    bool HasGuestAgent,
    ReadyCriterion Ready,
    bool Clipboard = true,
    ReadyCriterion? Full = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] ReplicaId? Replica = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsParent = false);
