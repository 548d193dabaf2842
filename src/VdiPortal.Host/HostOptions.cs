namespace VdiPortal.Host;

/// <summary>How this machine takes part as a host. Checked once at start; messages name the configuration key.</summary>
public sealed class HostOptions
{
    /// <summary>Key <c>Vdi:DataDirectory</c>. Absolute; its free space is reported, and below it <c>host</c> remembers which VMs were removed. Required.</summary>
    public string DataDirectory { get; set; } = "";

    /// <summary>Key <c>Vdi:RunDirectory</c>. Absolute and short; the default sockets lie in it. Required.</summary>
    public string RunDirectory { get; set; } = "";

    /// <summary>
    /// Key <c>Vdi:Host:Name</c>. Unique in the array, 1..64 characters of <c>a-z 0-9 . -</c>; default: the machine's name in that form.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// Key <c>Vdi:Host:Slots</c>. How many VMs may exist here, 0..10,000; default: one for each GiB of <see cref="MemoryMiB"/>, at least one, at
    /// most sixteen for each core.
    /// </summary>
    public int? Slots { get; set; }

    /// <summary>Key <c>Vdi:Host:MemoryMiB</c>. Memory that VMs may use, in MiB, 0..268,435,456; default: three quarters of the machine's.</summary>
    public int? MemoryMiB { get; set; }

    /// <summary>Key <c>Vdi:Host:Site</c>. The place it stands at, at most 64 characters; default: empty.</summary>
    public string Site { get; set; } = "";

    /// <summary>Key <c>Vdi:Host:Labels</c>. Words for placement, at most 32 of 1..64 characters; default: none.</summary>
    public IList<string> Labels { get; } = [];

    /// <summary>
    /// Key <c>Vdi:Host:PortalSocket</c>. The unix socket that the portal listens on for hosts; default: <c>portal.sock</c> in the run directory,
    /// unless <see cref="PortalUrl"/> is given.
    /// </summary>
    public string? PortalSocket { get; set; }

    /// <summary>Key <c>Vdi:Host:PortalUrl</c>. The portal's address, <c>http</c> or <c>https</c>; default: none, the socket is dialled.</summary>
    public Uri? PortalUrl { get; set; }

    /// <summary>
    /// Key <c>Vdi:Host:ConsoleSocket</c>. The unix socket that the console endpoint listens on; default: <c>console.sock</c> in the run directory.
    /// </summary>
    public string? ConsoleSocket { get; set; }
}
