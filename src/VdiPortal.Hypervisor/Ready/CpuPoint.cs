namespace VdiPortal.Hypervisor.Ready;

/// <summary>The machine has little to do: <c>{"kind":"cpu","belowPercent":10,"seconds":5}</c>.</summary>
/// <param name="BelowPercent">Its mean use of the processor must be below this; 100 is all of its virtual CPUs together; 1..100.</param>
/// <param name="Seconds">Over which time, 1..600.</param>
public sealed record CpuPoint(double BelowPercent, double Seconds) : ReadyPoint;
