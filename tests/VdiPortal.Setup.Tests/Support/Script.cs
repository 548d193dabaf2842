using System.Diagnostics;
using System.Globalization;

namespace VdiPortal.Setup.Tests.Support;

/// <summary>A script that runs in a process of its own, as nobody when the tests run as root, with an environment of its own.</summary>
internal sealed class Script : IDisposable
{
    private const string Nobody = "65534";
    private readonly Process _process;
    private readonly Task<string> _errors;
    private string _output = "";

    private Script(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Close();
    }

    /// <summary>Its process.</summary>
    public int Id => _process.Id;

    /// <summary>Starts it.</summary>
    public static Script Start(IReadOnlyDictionary<string, string> environment, string folder, params IEnumerable<string> command)
    {
        string[] drop = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid", Nobody, "--regid", Nobody, "--clear-groups", "--"] : [];
        string[] all = [.. drop, .. command];
        var start = new ProcessStartInfo(all[0], all[1..])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        return new Script(Process.Start(start) ?? throw new InvalidOperationException($"{all[0]} did not start."));
    }

    /// <summary>Gives what it makes to the user that scripts run as.</summary>
    public static async Task GiveAsync(string folder)
    {
        if (!Environment.IsPrivilegedProcess)
            return;

        using var chown = Process.Start("chown", ["--recursive", $"{Nobody}:{Nobody}", folder]);
        await chown.WaitForExitAsync();
    }

    /// <summary>Waits until it has written a line with this text.</summary>
    public async Task<string> SaysAsync(string text)
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience.Limit) is { } line)
        {
            _output += line + "\n";
            if (line.Contains(text, StringComparison.Ordinal))
                return line;
        }

        throw new InvalidOperationException($"It ended without a word of '{text}': {_output}{await _errors}");
    }

    /// <summary>Sends it a signal.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for its end and that of all that holds its output.</summary>
    public async Task<ScriptResult> EndAsync()
    {
        _output += await _process.StandardOutput.ReadToEndAsync().WaitAsync(Patience.Limit);
        await _process.WaitForExitAsync().WaitAsync(Patience.Limit);
        return new ScriptResult(_process.ExitCode, _output, await _errors);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
