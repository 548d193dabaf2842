using System.Text.Json;

namespace VdiPortal.Hypervisor.Guests;

/// <summary>What a guest agent returned. Written by the guest: members are read only when they have the kind that is expected.</summary>
internal sealed record GuestAnswer(JsonElement Value)
{
    public static GuestAnswer Empty { get; } = new(default(JsonElement));

    public string? Text(string member) => Find(member, JsonValueKind.String)?.GetString();

    public long? Number(string member) => Find(member, JsonValueKind.Number) is { } value && value.TryGetInt64(out var number) ? number : null;

    public long? AsNumber() => Value.ValueKind == JsonValueKind.Number && Value.TryGetInt64(out var number) ? number : null;

    public bool Flag(string member) => Find(member, JsonValueKind.True) is not null;

    public byte[]? Bytes(string member) => Find(member, JsonValueKind.String) is { } value && value.TryGetBytesFromBase64(out var bytes) ? bytes : null;

    private JsonElement? Find(string member, JsonValueKind kind) =>
        Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(member, out var value) && value.ValueKind == kind ? value : null;
}
