using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace VdiPortal.Hypervisor.Processes;

/// <summary>Runs a short-lived tool with an empty environment, no input, bounded output, CPU time, memory and time.</summary>
internal sealed class ToolRunner(TimeProvider time)
{
    private const int MaxOutputCharacters = 1024 * 1024, MaxCpuSeconds = 20, MaxMemoryKiB = 2 * 1024 * 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Runs a tool.</summary>
    /// <param name="command">Prefix, program and arguments.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <returns>How it ended, or null when there is no such program.</returns>
    /// <exception cref="TimeoutException">It took too long and was killed.</exception>
    public async Task<ToolResult?> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        using var process = Start(command);
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            process.StandardInput.Close();
            var output = ReadBoundedAsync(process.StandardOutput, either.Token);
            var error = ReadBoundedAsync(process.StandardError, either.Token);
            await Task.WhenAll(output, error, process.WaitForExitAsync(either.Token));
            return process.ExitCode == NotFound ? null : new ToolResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"{command[0]} did not end within {Deadline.TotalSeconds:0} s.");
        }
    }

    // What a shell exits with when it finds no such program.
    private const int NotFound = 127;

    private static Process Start(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"ulimit -c 0; ulimit -t {MaxCpuSeconds}; ulimit -v {MaxMemoryKiB}; exec \"$@\"");
        start.ArgumentList.Add("sh");
        CleanEnvironment.Apply(start);
        foreach (var word in command)
        {
            start.ArgumentList.Add(word);
        }

        return Process.Start(start) ?? throw new Win32Exception("The shell did not start.");
    }

    private static async Task<string> ReadBoundedAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        int count;
        while ((count = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            text.Append(buffer, 0, Math.Min(count, MaxOutputCharacters - text.Length));
        }

        return text.ToString();
    }
}
