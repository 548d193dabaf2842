using System.Text.Json;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Processes;
using VdiPortal.Hypervisor.Qemu;

namespace VdiPortal.Hypervisor.Images;

/// <summary>
/// Decides whether a foreign file may become a base image. Our own reading of the header comes first, then <c>qemu-img info</c>, confined and
/// as QEMU's user, because it knows more than we do.
/// </summary>
internal sealed class ImageInspector(QemuOptions options, QemuAccount account, ToolRunner tools)
{
    /// <summary>Looks into a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">The format that it is said to have.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The size of the disk in it, or why it is refused.</returns>
    public async Task<(long VirtualBytes, HypervisorFailure? Failure)> InspectAsync(string path, string format, CancellationToken cancellationToken)
    {
        if (format == ImageNames.Raw)
        {
            return (LinuxFile.Stamp(path)?.Length ?? 0, null);
        }

        var header = Qcow2Header.TryRead(path);
        if (ObjectionTo(header) is { } objection)
        {
            return (0, objection);
        }

        return (header!.VirtualBytes, await AskToolAsync(path, cancellationToken));
    }

    private static HypervisorFailure Refused(string why) => new(HypervisorFailureKind.ImageRefused, why);

    private HypervisorFailure? ObjectionTo(Qcow2Header? header) => header switch
    {
        null => Refused("it is no qcow2 file"),
        { BackingFile: not null } => Refused("it depends on another file (backing file); flatten it with qemu-img convert"),
        { HasDataFile: true } => Refused("it keeps its data in another file"),
        { IsEncrypted: true } => Refused("it is encrypted"),
        { IsCorrupt: true } => Refused("it is marked as damaged"),
        { VirtualBytes: <= 0 } => Refused("its disk has no size"),
        { VirtualBytes: var size } when size > options.MaxVirtualBytes => Refused($"its disk is larger than {options.MaxVirtualBytes >> 30} GiB (Vdi:Qemu:MaxVirtualBytes)"),
        _ => null,
    };

    private async Task<HypervisorFailure?> AskToolAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var result = await tools.RunAsync([.. account.Prefix, options.ImageTool, "info", "--output=json", "-f", "qcow2", "--", path], cancellationToken);
            return result switch
            {
                null => QemuMissing.Failure(options.ImageTool),
                { ExitCode: 0 } => ObjectionTo(result.Output),
                _ => Refused($"qemu-img says: {result.Error.Trim()}"),
            };
        }
        catch (TimeoutException)
        {
            return Refused("looking into it took too long");
        }
    }

    private static HypervisorFailure? ObjectionTo(string json)
    {
        try
        {
            using var info = JsonDocument.Parse(json);
            var root = info.RootElement;
            return root.TryGetProperty("backing-filename", out _) || root.TryGetProperty("full-backing-filename", out _) || HasDataFile(root)
                ? Refused("it depends on another file")
                : root.GetProperty("format").GetString() == ImageNames.Qcow2 ? null : Refused("qemu-img finds another format in it");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return Refused("qemu-img's answer about it is not understood");
        }
    }

    private static bool HasDataFile(JsonElement root) =>
        root.TryGetProperty("format-specific", out var specific) && specific.TryGetProperty("data", out var data) && data.TryGetProperty("data-file", out _);
}
