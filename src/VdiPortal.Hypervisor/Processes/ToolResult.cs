namespace VdiPortal.Hypervisor.Processes;

/// <summary>How a tool ended.</summary>
/// <param name="ExitCode">Its exit code; 128 + signal when one ended it.</param>
/// <param name="Output">Its standard output, bounded.</param>
/// <param name="Error">Its standard error, bounded.</param>
internal sealed record ToolResult(int ExitCode, string Output, string Error);
