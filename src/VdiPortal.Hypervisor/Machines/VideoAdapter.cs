using System.Text.Json.Serialization;

namespace VdiPortal.Hypervisor.Machines;

/// <summary>The display adapter that the guest sees.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VideoAdapter>))]
public enum VideoAdapter
{
    /// <summary>Standard VGA (bochs): works in every guest, also before the OS.</summary>
    [JsonStringEnumMemberName("std")]
    Standard,

    /// <summary>virtio-vga: resizable at run time by guests with a driver.</summary>
    [JsonStringEnumMemberName("virtio")]
    Virtio,
}
