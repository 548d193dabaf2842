namespace VdiPortal.Host.Capacity;

/// <summary>The machine's memory.</summary>
/// <param name="TotalMiB">All of it.</param>
/// <param name="AvailableMiB">What could be used without swapping.</param>
internal readonly record struct MemoryState(long TotalMiB, long AvailableMiB);
