namespace VdiPortal.Setup.Tests.Support;

/// <summary>What a script did.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
internal sealed record ScriptResult(int Code, string Output, string Errors)
{
    /// <summary>Its output as lines.</summary>
    public IReadOnlyList<string> Lines => Output.TrimEnd('\n').Split('\n');
}
