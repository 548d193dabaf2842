using System.Text.Json.Serialization;

namespace VdiPortal.Hypervisor.Ready;

/// <summary>Where a guest can write a marker.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MarkerChannel>))]
public enum MarkerChannel
{
    /// <summary>The first serial port.</summary>
    [JsonStringEnumMemberName("serial")]
    Serial,

    /// <summary>The virtio-serial port named <c>guest.ready</c>.</summary>
    [JsonStringEnumMemberName("virtio")]
    Virtio,
}
