using System.Globalization;
using System.Net;
using System.Net.Sockets;
using VdiPortal.TestKit;

namespace VdiPortal.Setup.Tests.Support;

/// <summary>
/// A copy of the scripts in a folder of its own, with a home and a PATH in which all packages are installed, a published portal that only says
/// its lines (<c>fake-portal</c>), and guest images that are only named. Nothing outside of it is touched.
/// </summary>
internal sealed class Checkout : IAsyncDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    // Short, because sockets below it may have 107 bytes.
    private readonly string _folder = Directory.CreateTempSubdirectory("vdi-").FullName;

    private Checkout()
    {
    }

    /// <summary>The copy's root.</summary>
    public string Root => Path.Combine(_folder, "checkout");

    /// <summary>A data directory that is not there yet.</summary>
    public string Data => Path.Combine(_folder, "data");

    /// <summary>A port that was free a moment ago. The portal that stands in for ours does not listen on it.</summary>
    public string Port { get; } = FreePort();

    /// <summary>What <c>./up</c> needs so that nothing has to be built, made or installed.</summary>
    public IReadOnlyList<string> Ready => ["--data", Data, "--app", Path.Combine(_folder, "app"), "--guests", Path.Combine(_folder, "guests")];

    /// <summary>The same without a private database.</summary>
    public IReadOnlyList<string> ReadyWithDatabase => [.. Ready, "--database", "Host=/nowhere;Database=vdiportal"];

    /// <summary>Environment of all scripts.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Makes it.</summary>
    public static async Task<Checkout> MakeAsync()
    {
        var checkout = new Checkout();
        checkout.Fill();
        await Script.GiveAsync(checkout._folder);
        return checkout;
    }

    /// <summary>Gives what tests made in it to the user that scripts run as.</summary>
    public Task GiveAsync() => Script.GiveAsync(_folder);

    /// <summary>A path in the copy.</summary>
    public string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>Starts <c>./up</c>.</summary>
    public Script StartUp(params IEnumerable<string> arguments) => Script.Start(Environment, Root, [PathOf("up"), .. arguments]);

    /// <summary>Runs <c>./up</c> to its end.</summary>
    public Task<ScriptResult> UpAsync(params IEnumerable<string> arguments) => RunAsync([PathOf("up"), .. arguments]);

    /// <summary>Runs a command to its end.</summary>
    public async Task<ScriptResult> RunAsync(params IEnumerable<string> command)
    {
        using var script = Script.Start(Environment, Root, command);
        return await script.EndAsync();
    }

    /// <summary>Runs lines of bash with pieces of setup/ loaded, as the scripts load them.</summary>
    public Task<ScriptResult> ShellAsync(string pieces, string lines)
    {
        var loads = pieces.Split(' ').Select(piece => $"source \"$root/setup/{piece}.sh\"");
        return RunAsync("bash", "-c", $"set -euo pipefail; root={Root}\n{string.Join('\n', loads)}\n{lines}");
    }

    /// <summary>Copies a folder of the repository into it.</summary>
    public Task CopyAsync(string name)
    {
        CopyTree(Path.Combine(RepositoryRoot.Folder, name), PathOf(name));
        return GiveAsync();
    }

    /// <summary>Writes a file.</summary>
    public void Write(string path, string text, bool executable = false)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        if (executable)
            File.SetUnixFileMode(full, Executable);
    }

    /// <summary>Every file and folder there is.</summary>
    public IReadOnlyList<string> List() =>
        [.. Directory.EnumerateFileSystemEntries(_folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A script that was killed may still be writing its last words.
        await Patience.UntilAsync($"{_folder} can be removed", TryRemove);
    }

    private void Fill()
    {
        foreach (var name in new[] { "up", "test" })
            Copy(Path.Combine(RepositoryRoot.Folder, name), PathOf(name));
        CopyTree(Path.Combine(RepositoryRoot.Folder, "setup"), PathOf("setup"));
        Copy(Path.Combine(AppContext.BaseDirectory, "Support", "fake-portal"), Path.Combine(_folder, "app", "VdiPortal.Portal"));
        Write("app/VdiPortal.Portal", File.ReadAllText(Path.Combine(_folder, "app", "VdiPortal.Portal")), executable: true);
        Write("guests/paint/template.json", "{}");
        Write("bin/dpkg-query", "#!/bin/sh\nfor word; do case $word in -*) ;; *) echo \"$word installed\" ;; esac; done\n", executable: true);
        Write("dotnet/dotnet", "#!/bin/sh\nexit 1\n", executable: true);
        Directory.CreateDirectory(Path.Combine(_folder, "dotnet", "shared"));
        Directory.CreateDirectory(Path.Combine(_folder, "home"));
        Directory.CreateDirectory(Path.Combine(_folder, "tmp"));
        File.SetUnixFileMode(_folder, Executable);
        Environment["HOME"] = Path.Combine(_folder, "home");
        Environment["TMPDIR"] = Path.Combine(_folder, "tmp");
        Environment["PATH"] = $"{_folder}/bin:{_folder}/dotnet:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
    }

    private bool TryRemove()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return !Directory.Exists(_folder);
        }
    }

    private static string FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
    }

    private static void CopyTree(string from, string to)
    {
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Where(entry => entry is FileInfo))
            Copy(entry.FullName, Path.Combine(to, Path.GetRelativePath(from, entry.FullName)));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (new FileInfo(from).LinkTarget is { } target)
            File.CreateSymbolicLink(to, target);
        else
            File.Copy(from, to);
    }
}
