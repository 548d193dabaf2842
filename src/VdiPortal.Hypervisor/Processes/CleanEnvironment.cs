using System.Diagnostics;

namespace VdiPortal.Hypervisor.Processes;

/// <summary>The environment of every process that is started here: nothing of ours reaches it, secrets least of all.</summary>
internal static class CleanEnvironment
{
    /// <summary>Sets it.</summary>
    public static void Apply(ProcessStartInfo start)
    {
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["LC_ALL"] = "C.UTF-8";
    }
}
