using System.Text.Json;

namespace VdiPortal.Portal.Examples;

/// <summary>A guest's <c>template.json</c>: what its recipe says of the VM (docs/templates.md).</summary>
internal sealed record TemplateFile(
    string Name,
    string Title,
    string Os,
    string OsVersion,
    int Cpus,
    int MemoryMiB,
    string Video,
    int Width,
    int Height,
    string Disk,
    string? Kernel,
    string? Initrd,
    string? Cmdline,
    bool GuestAgent,
    IReadOnlyList<string>? Applications,
    JsonElement Ready,
    TemplateReadyPoints? ReadyPoints = null)
{
    /// <summary>File name.</summary>
    public const string FileName = "template.json";

    /// <summary>The ready criterion's JSON; empty when there is none.</summary>
    public string ReadyText => Ready.ValueKind == JsonValueKind.Undefined ? "" : Ready.GetRawText();

    /// <summary>Reads the file of a guest's directory.</summary>
    public static async Task<TemplateFile> ReadAsync(string directory, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(Path.Combine(directory, FileName));
        return await JsonSerializer.DeserializeAsync<TemplateFile>(file, JsonSerializerOptions.Web, cancellation)
            ?? throw new InvalidDataException($"{Path.Combine(directory, FileName)} is empty.");
    }
}
