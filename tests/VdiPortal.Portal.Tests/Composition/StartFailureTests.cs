using System.Diagnostics;
using System.Runtime.InteropServices;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Composition;

/// <summary>What keeps the executable from starting is said in words, and is no crash.</summary>
public sealed class StartFailureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vdi-s-").FullName;

    [Theory]
    [InlineData("Vdi:Listen=http://300.1.1.1:8080", 2, "Vdi:Listen must be addresses such as http://127.0.0.1:8080")]
    [InlineData("Vdi:Listen=https://example.org", 2, "'https://example.org' is none.")]
    [InlineData("Vdi:TrustedProxies=10.0.0.0/99", 2, "Vdi:TrustedProxies must be addresses or networks")]
    [InlineData("Vdi:TrustedProxies=proxy", 2, "'proxy' is neither.")]
    [InlineData("Vdi:RunDirectory=run", 2, "Vdi:RunDirectory must be an absolute path of at most 60 bytes")]
    [InlineData("Vdi:Store:ConnectionString=Host=/nowhere;Username=vdi;Database=vdi", 1, "The database cannot be used: ")]
    public async Task Wrong_settings_are_answered_with_words(string setting, int code, string words)
    {
        var (ended, errors) = await RunAsync($"--{setting}");

        Assert.Equal(code, ended);
        Assert.Contains(words, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_master_key_is_named_last_with_what_to_do()
    {
        await using var portal = await TestPortal.StartAsync();
        await portal.DownAsync();
        var key = Path.Combine(portal.Data, "keys", "master.key");
        File.Move(key, key + ".away");

        var (ended, errors) = await RunAsync([.. portal.Arguments]);
        File.Move(key + ".away", key);
        await portal.UpAsync();

        Assert.Equal(1, ended);
        Assert.Contains("Restore the file with the fingerprint", errors.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", errors, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(int Code, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "VdiPortal.Portal"),
            [$"--Vdi:DataDirectory={_folder}", $"--Vdi:RunDirectory={_folder}", "--Logging:LogLevel:Default=None", .. arguments])
        {
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync().WaitAsync(Patience.Limit);
        await process.WaitForExitAsync().WaitAsync(Patience.Limit);
        return (process.ExitCode, errors);
    }
}
