using System.Text.Json;

namespace VdiPortal.Hypervisor.Qmp;

/// <summary>The answer to a command.</summary>
/// <param name="Error">Why it failed, or null.</param>
/// <param name="Value">What it returned; undefined when that was empty or it failed.</param>
internal readonly record struct QmpReply(QmpError? Error, JsonElement Value);
