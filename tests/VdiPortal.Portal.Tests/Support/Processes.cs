using System.Diagnostics;
using System.Globalization;

namespace VdiPortal.Portal.Tests.Support;

/// <summary>QEMU processes of the portals under test, seen from outside.</summary>
internal static class Processes
{
    /// <summary>Processes whose command line has this text.</summary>
    public static IReadOnlyList<int> With(string text) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(directory => int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && pid != Environment.ProcessId && CommandLine(pid).Contains(text, StringComparison.Ordinal)),
    ];

    /// <summary>The QEMU process of a VM: the one that names its id and is no launcher any more.</summary>
    public static int QemuOf(Guid vm) =>
        With(vm.ToString("D")).Single(pid => CommandLine(pid).StartsWith("qemu-system", StringComparison.Ordinal));

    /// <summary>kill -9.</summary>
    public static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }

    /// <summary>Runs a program that must succeed.</summary>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
