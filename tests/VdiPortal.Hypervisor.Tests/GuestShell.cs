using VdiPortal.Hypervisor.Guests;
using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Hypervisor.Tests;

/// <summary>Commands inside of a desktop.</summary>
internal static class GuestShell
{
    // The window manager's surroundings are those of the session.
    private const string AsPerson =
        "cd /home/student && exec setpriv --reuid student --regid student --init-groups env -i $(tr '\\0' '\\n' <\"/proc/$(pgrep -xo openbox)/environ\") sh -c \"$1\" sh \"$2\"";

    /// <summary>Runs a script as root; it must succeed.</summary>
    /// <returns>What it printed.</returns>
    public static Task<string> ShellAsync(this IMachine machine, string script) => RunAsync(machine, "-c", script);

    /// <summary>Runs a script in the session of the person at the desktop; it must succeed.</summary>
    /// <param name="machine">The desktop.</param>
    /// <param name="script">The script.</param>
    /// <param name="argument">Its $1.</param>
    /// <returns>What it printed.</returns>
    public static Task<string> SessionAsync(this IMachine machine, string script, string argument = "") => RunAsync(machine, "-c", AsPerson, "sh", script, argument);

    private static async Task<string> RunAsync(IMachine machine, params string[] arguments)
    {
        var result = await machine.Guest.ExecuteAsync(new GuestCommand("/bin/sh", arguments, Timeout: Patience.Long), Patience.Token);
        Assert.True(result is { Succeeded: true, Value.ExitCode: 0 }, result.Failure?.Message ?? $"{result.Value?.ExitCode}: {result.Value?.Output}{result.Value?.Error}");
        return result.Value!.Output;
    }
}
