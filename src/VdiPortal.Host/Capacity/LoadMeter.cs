using VdiPortal.Host.Consoles;
using VdiPortal.Vir;

namespace VdiPortal.Host.Capacity;

/// <summary>Measures what a keep-alive carries.</summary>
internal sealed class LoadMeter(ProcFiles proc, HostProfile profile, HypervisorHealth health, IdleClocks idle)
{
    /// <summary>With less free space than this no new VM is taken: running ones need the rest.</summary>
    public const long LeastFreeDiskBytes = 256L << 20;

    private CpuTimes _last = proc.ReadCpu();

    /// <summary>Measures; the processor's load is that since the last call. Not for concurrent use.</summary>
    public Load Measure()
    {
        try
        {
            return Read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new Load(0, 0, 0, $"The load cannot be measured: {e.Message}", idle.Snapshot());
        }
    }

    private Load Read()
    {
        var cpu = proc.ReadCpu();
        var percent = cpu.PercentSince(_last);
        _last = cpu;
        var free = new DriveInfo(profile.DataDirectory).AvailableFreeSpace;
        var memory = (int)Math.Min(int.MaxValue, proc.ReadMemory().AvailableMiB);
        return new Load(Math.Round(percent, 1), memory, free, health.Problem ?? DiskProblem(free), idle.Snapshot());
    }

    private string? DiskProblem(long free) => free >= LeastFreeDiskBytes
        ? null
        : $"The file system of {profile.DataDirectory} is almost full ({free >> 20} MiB left). Free some space; VMs that run may stop otherwise.";
}
