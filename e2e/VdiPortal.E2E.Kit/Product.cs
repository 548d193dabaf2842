using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace VdiPortal.E2E.Kit;

/// <summary>The running product: <c>./up</c> on a data directory of its own, as a newcomer starts it.</summary>
public sealed partial class Product : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(10);
    private readonly ProductOptions _options;
    private readonly int _port = FreePort();
    private Process? _up;
    private ProductOutput? _output;

    private Product(ProductOptions options)
    {
        _options = options;
        Root = FindRoot();
        Data = Directory.CreateTempSubdirectory("vdi-e2e-").FullName;
        File.SetUnixFileMode(Data, (UnixFileMode)0b111_101_101);
        Data = Path.Combine(Data, "data");
    }

    /// <summary>The checkout.</summary>
    public string Root { get; }

    /// <summary>The data directory.</summary>
    public string Data { get; }

    /// <summary>The address that people use.</summary>
    public Uri Address => new($"{(_options.Certificate is null ? "http" : "https")}://127.0.0.1:{_port}");

    /// <summary>The one-time code of the first administrator, as the terminal showed it; null once there is one.</summary>
    public string? SetupCode { get; private set; }

    /// <summary>What <c>./up</c> has printed since its last start.</summary>
    public string Terminal => _output?.Text ?? "";

    /// <summary>Starts a fresh installation.</summary>
    public static async Task<Product> StartAsync(ProductOptions options)
    {
        var product = new Product(options);
        await product.UpAsync();
        return product;
    }

    /// <summary>Runs <c>./up</c> and waits until it says that the portal is ready.</summary>
    public async Task UpAsync()
    {
        _up = Run("up", ["--data", Data, "--port", $"{_port}", "--slots", $"{_options.Slots}", .. _options.Certificate?.Arguments ?? [], .. _options.Arguments]);
        _output = new ProductOutput(_up);
        await _output.WaitForAsync("VdiPortal is ready", StartLimit);
        SetupCode = Code().Match(_output.Text) is { Success: true } match ? match.Value : null;
    }

    /// <summary>Runs <c>./up</c> with other arguments to its end.</summary>
    public async Task<(int ExitCode, string Text)> UpAsync(params string[] arguments)
    {
        using var process = Run("up", ["--data", Data, .. arguments]);
        var output = new ProductOutput(process);
        await process.WaitForExitAsync();
        return (process.ExitCode, await output.ToEndAsync());
    }

    /// <summary>What Ctrl-C does: stops the portal and the database, leaves the VMs.</summary>
    public async Task InterruptAsync()
    {
        Signal(_up!.Id, "INT");
        await _up.WaitForExitAsync();
    }

    /// <summary>Kills the portal's process (kill -9) and waits until <c>./up</c> has noticed.</summary>
    public async Task KillPortalAsync()
    {
        Signal(PortalPid, "KILL");
        await _up!.WaitForExitAsync();
    }

    /// <summary>The portal's process id.</summary>
    public int PortalPid => int.Parse(File.ReadAllText(Path.Combine(RunDirectory, "portal.pid")).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Where the sockets are.</summary>
    public string RunDirectory => Environment.IsPrivilegedProcess ? $"/run/vdiportal/{Hash(Data)}" : Path.Combine(Data, "run");

    /// <summary>Sends a signal to a process of this product.</summary>
    public static void Signal(int pid, string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{pid}"]);
        kill.WaitForExit();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_up is { HasExited: false })
            await InterruptAsync();
        await UpAsync("--stop-vms");
        _up?.Dispose();
        Directory.Delete(Path.GetDirectoryName(Data)!, recursive: true);
    }

    /// <summary>The name that <c>./up</c> gives to the run directory of a data directory.</summary>
    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..8];

    private Process Run(string script, IEnumerable<string> arguments)
    {
        // A shell makes what it starts in the background deaf to Ctrl-C; what is started here hears it.
        var start = new ProcessStartInfo("env", ["--default-signal=INT,QUIT", Path.Combine(Root, script), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = Root,
        };
        foreach (var (name, value) in _options.Environment)
            start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{script} did not start.");
        process.StandardInput.Close();
        return process;
    }

    /// <summary>The checkout in which the tests lie.</summary>
    internal static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "VdiPortal.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("The tests do not lie in a checkout.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("[a-z0-9]{4}(-[a-z0-9]{4}){3}")]
    private static partial Regex Code();
}
