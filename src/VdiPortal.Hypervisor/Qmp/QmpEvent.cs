using System.Text.Json;

namespace VdiPortal.Hypervisor.Qmp;

/// <summary>Something that QEMU tells unasked.</summary>
/// <param name="Name">For example STOP.</param>
/// <param name="Data">Its data; undefined when it has none.</param>
internal readonly record struct QmpEvent(string Name, JsonElement Data)
{
    /// <summary>A text out of the data, or null.</summary>
    public string? Text(string member) =>
        Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A truth out of the data; false when it is not there.</summary>
    public bool Flag(string member) =>
        Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.True;
}
