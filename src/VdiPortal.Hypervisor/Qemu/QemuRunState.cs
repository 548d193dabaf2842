using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>QEMU's own names for what a machine does (query-status), and why it ended (SHUTDOWN), in our words.</summary>
internal static class QemuRunState
{
    /// <summary>Translates query-status.</summary>
    /// <param name="status">QEMU's word.</param>
    /// <returns>Our word, and what is wrong when it is broken.</returns>
    public static (RunState Run, string? Trouble) Of(string? status) => status switch
    {
        "running" => (RunState.Running, null),
        "paused" or "prelaunch" or "debug" or "suspended" => (RunState.Paused, null),
        "io-error" => (RunState.Broken, "Its disk could not be read or written. Look whether the host's disk is full, then resume it."),
        "guest-panicked" => (RunState.Broken, "The guest's kernel has crashed."),
        "internal-error" => (RunState.Broken, "QEMU met an internal error."),
        "shutdown" => (RunState.Broken, "It is ending."),
        _ => (RunState.Broken, $"QEMU says '{status}'."),
    };

    /// <summary>Explains a disk error that stopped a machine (BLOCK_IO_ERROR).</summary>
    public static string DiskTrouble(bool noSpace, string? reason) => noSpace
        ? "The host's disk is full. Free some space and resume it; nothing is lost until then."
        : $"Its disk could not be read or written ({reason ?? "no reason given"}). Remedy that and resume it; nothing is lost until then.";

    /// <summary>Explains an end.</summary>
    /// <param name="shutdown">The reason that QEMU gave before it ended, or null when it gave none.</param>
    /// <param name="requested">Whether it was asked to end here.</param>
    /// <param name="lastWords">QEMU's last messages.</param>
    public static (MachineExit Exit, string Reason) Explain(string? shutdown, bool requested, string lastWords) => (requested, shutdown) switch
    {
        (true, _) => (MachineExit.Requested, "It was ended on request."),
        (_, "guest-shutdown") => (MachineExit.GuestShutdown, "The guest powered itself off."),
        (_, "guest-panic") => (MachineExit.GuestPanic, "The guest's kernel crashed."),
        (_, "host-signal") => (MachineExit.Killed, "QEMU was ended by a signal from outside."),
        (_, "host-qmp-quit") => (MachineExit.Killed, "QEMU was ended through its monitor from outside."),
        _ => (MachineExit.Killed, "QEMU was killed or crashed" + (lastWords.Length > 0 ? $". Its last words: {lastWords}" : " without a word; the host may be short of memory.")),
    };
}
