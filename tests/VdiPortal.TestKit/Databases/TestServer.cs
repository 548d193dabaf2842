using System.Diagnostics;
using System.Globalization;

namespace VdiPortal.TestKit.Databases;

/// <summary>
/// The PostgreSQL server that all tests of this machine's user share. <c>./test</c> starts it and names it in <c>VDI_TEST_POSTGRES</c>;
/// without that the first test that needs it has <c>setup/test-postgres</c> start it. It goes when the last test process has ended, however it ended.
/// </summary>
internal static class TestServer
{
    private static readonly Lazy<Task<string>> Shared = new(() => StartAsync(directory: null));

    /// <summary>Connects to the maintenance database as a superuser.</summary>
    public static Task<string> ConnectionStringAsync() =>
        Environment.GetEnvironmentVariable("VDI_TEST_POSTGRES") is { Length: > 0 } given ? Task.FromResult(given) : Shared.Value;

    /// <summary>Starts the server in a directory of its own, or the shared one, and answers how to reach it.</summary>
    public static Task<string> StartAsync(string? directory) =>
        RunAsync(["start", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), .. directory is null ? Array.Empty<string>() : [directory]]);

    /// <summary>Ends the server of that directory as a crash would, and answers when it is gone.</summary>
    public static Task CrashAsync(string directory) => RunAsync(["crash", directory]);

    private static async Task<string> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(RepositoryRoot.Folder, "setup", "test-postgres"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? (await output).Trim()
            : throw new InvalidOperationException($"setup/test-postgres {arguments[0]} failed: {await errors}");
    }
}
