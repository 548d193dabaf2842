namespace VdiPortal.Hypervisor.Qemu;

/// <summary>How this host runs QEMU. Checked once at start; messages name the configuration key.</summary>
public sealed class QemuOptions
{
    /// <summary>Key <c>Vdi:DataDirectory</c>. Absolute; survives restarts. Below it: <c>images</c>, <c>desktops</c>, <c>overlays</c>, <c>machines</c>. Required.</summary>
    public string DataDirectory { get; set; } = "";

    /// <summary>Key <c>Vdi:RunDirectory</c>. Absolute, at most 60 bytes, may be a tmpfs; holds sockets in a directory for each machine. Required.</summary>
    public string RunDirectory { get; set; } = "";

    /// <summary>Key <c>Vdi:Qemu:Binary</c>. Name or path of the emulator; default <c>qemu-system-x86_64</c>.</summary>
    public string Binary { get; set; } = "qemu-system-x86_64";

    /// <summary>Key <c>Vdi:Qemu:ImageTool</c>. Name or path of the image tool; default <c>qemu-img</c>.</summary>
    public string ImageTool { get; set; } = "qemu-img";

    /// <summary>Key <c>Vdi:Qemu:Accelerator</c>. Default <see cref="AcceleratorChoice.Auto"/>.</summary>
    public AcceleratorChoice Accelerator { get; set; } = AcceleratorChoice.Auto;

    /// <summary>Key <c>Vdi:Qemu:MachineType</c>. A versioned q35 machine, so that it means the same on every host; default <c>pc-q35-7.2</c>.</summary>
    public string MachineType { get; set; } = "pc-q35-7.2";

    /// <summary>Key <c>Vdi:Qemu:CpuModel</c>. Default <c>max</c>.</summary>
    public string CpuModel { get; set; } = "max";

    /// <summary>Key <c>Vdi:Qemu:TranslationCacheMiB</c>. TCG's code buffer, 16..2,048 MiB; default 256.</summary>
    public int TranslationCacheMiB { get; set; } = 256;

    /// <summary>
    /// Key <c>Vdi:Qemu:RunAs</c>. The user that QEMU runs as, with the user's own group; null or empty for the user of this process. Root starts
    /// QEMU so by itself; another user needs <see cref="LauncherCommand"/> and must be a member of that group.
    /// </summary>
    public string? RunAs { get; set; }

    /// <summary>
    /// Key <c>Vdi:Qemu:LauncherCommand</c>. A command that runs its further arguments as <see cref="RunAs"/> with umask 007, when this process is
    /// not root; for example <c>sudo -n -u vdi-qemu /usr/lib/vdiportal/launch</c>. Empty for none.
    /// </summary>
    public IList<string> LauncherCommand { get; } = [];

    /// <summary>Key <c>Vdi:Qemu:Sandbox</c>. Whether QEMU confines itself with seccomp; default true.</summary>
    public bool Sandbox { get; set; } = true;

    /// <summary>Key <c>Vdi:Qemu:WarmOomScore</c>. The kernel's out-of-memory rank of machines that nobody uses yet, 0..1,000; default 800.</summary>
    public int WarmOomScore { get; set; } = 800;

    /// <summary>Key <c>Vdi:Qemu:UsedOomScore</c>. The same once they were resumed for someone, 0..1,000; default 300.</summary>
    public int UsedOomScore { get; set; } = 300;

    /// <summary>Key <c>Vdi:Qemu:WaitingShells</c>. QEMU processes that wait for each replica to become its children, 0..64; default 2.</summary>
    public int WaitingShells { get; set; } = 2;

    /// <summary>Key <c>Vdi:Qemu:StartTimeout</c>. How long QEMU may take to accept commands; default 30 s.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Key <c>Vdi:Qemu:CommandTimeout</c>. How long QEMU may take to answer a command; default 10 s.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Key <c>Vdi:Qemu:GuestTimeout</c>. How long a guest agent may take to answer a command; default 10 s.</summary>
    public TimeSpan GuestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Key <c>Vdi:Qemu:MaxImageBytes</c>. Longest file that may be imported; default 256 GiB.</summary>
    public long MaxImageBytes { get; set; } = 256L << 30;

    /// <summary>Key <c>Vdi:Qemu:MaxVirtualBytes</c>. Largest virtual disk that may be imported; default 2 TiB.</summary>
    public long MaxVirtualBytes { get; set; } = 2L << 40;
}
