namespace VdiPortal.Hypervisor.Guests;

/// <summary>How a program in a guest ended.</summary>
/// <param name="ExitCode">Its exit code; null when a signal ended it.</param>
/// <param name="Signal">The signal (or Windows exception code) that ended it; null when it exited.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Truncated">Whether output was cut.</param>
public sealed record GuestCommandResult(int? ExitCode, int? Signal, string Output, string Error, bool Truncated);
