namespace VdiPortal.Host.Capacity;

/// <summary>What does not change about the machine while the agent runs.</summary>
/// <param name="Name">The machine's name.</param>
/// <param name="CpuCores">Processor cores that the agent may use.</param>
/// <param name="MemoryMiB">Its memory, in MiB.</param>
/// <param name="BootId">The kernel's boot id.</param>
internal sealed record MachineFacts(string Name, int CpuCores, long MemoryMiB, string BootId)
{
    public static MachineFacts Read(ProcFiles proc) => new(Environment.MachineName, Environment.ProcessorCount, proc.ReadMemory().TotalMiB, proc.ReadBootId());
}
