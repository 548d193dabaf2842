using System.Collections.Concurrent;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Hypervisor.Storage;

/// <summary>Says which machine uses which disk, by the file itself and not its name. QEMU's own locks are the second line.</summary>
internal sealed class DiskLeases
{
    private readonly ConcurrentDictionary<FileIdentity, MachineId> _holders = new();

    /// <summary>Takes a disk for a machine; taking it again is allowed.</summary>
    /// <returns>False when another machine has it.</returns>
    public bool TryTake(FileIdentity disk, MachineId machine) => _holders.GetOrAdd(disk, machine) == machine;

    /// <summary>Whether any machine has it.</summary>
    public bool IsTaken(FileIdentity disk) => _holders.ContainsKey(disk);

    /// <summary>Gives back whatever a machine has.</summary>
    public void Release(MachineId machine)
    {
        foreach (var (disk, holder) in _holders)
        {
            if (holder == machine)
            {
                _holders.TryRemove(disk, out _);
            }
        }
    }
}
