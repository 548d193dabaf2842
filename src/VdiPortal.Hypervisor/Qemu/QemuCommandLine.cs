using System.Globalization;
using System.Text.Json.Nodes;
using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Ready;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>
/// Writes QEMU's command line. Pure. Everything is named: nothing default, no user configuration, every disk with its format and its base
/// given here and never taken from a file's header.
/// </summary>
internal static class QemuCommandLine
{
    /// <summary>Where QEMU finds the memory that it shares with others: on its standard input, because that passes through any launcher.</summary>
    private const string GivenMemory = "/proc/self/fd/0";

    /// <summary>Ports that something can be plugged into while the machine runs.</summary>
    private const int SparePorts = 4;

    /// <summary>Writes it, without the program's name. A parent and its children must have the same devices in the same order.</summary>
    public static IReadOnlyList<string> Build(MachineSpec spec, HostLayout layout, HypervisorInfo host, QemuOptions options)
    {
        var paths = layout.Of(spec.Id);
        return
        [
            .. Machine(spec, host, options),
            .. Boot(spec.Boot, layout),
            .. Display(spec, paths),
            .. Disk(spec, layout, paths),
            .. Ports(spec, paths),
            .. Enumerable.Range(0, SparePorts).SelectMany(SparePort),
            "-device", "vmgenid,id=generation,guid=auto",
            .. spec.Replica is null ? [] : (string[])["-S", "-incoming", "defer"],
            "-nic", "none",
            .. Stops(spec, paths),
            .. Monitor("control", paths.Control),
            .. Monitor("rescue", paths.Rescue),
            .. options.Sandbox ? ["-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"] : Array.Empty<string>(),
        ];
    }

    /// <summary>A value in an option where commas separate members.</summary>
    internal static string Escape(string value) => value.Replace(",", ",,", StringComparison.Ordinal);

    private static string[] Machine(MachineSpec spec, HypervisorInfo host, QemuOptions options) =>
    [
        "-nodefaults", "-no-user-config",
        "-name", $"guest=vdi-{spec.Id},debug-threads=on",
        "-uuid", spec.Id.ToString(),
        "-machine", $"{host.MachineType},memory-backend=memory,vmport=off,dump-guest-core=off",
        "-accel", host.Accelerator == Accelerator.Kvm ? "kvm" : $"tcg,thread=multi,tb-size={Text(options.TranslationCacheMiB)}",
        "-cpu", host.CpuModel,
        "-smp", Text(spec.Cpus),
        "-m", $"{Text(spec.MemoryMiB)}M",
        "-object", Memory(spec),
        "-rtc", "base=utc,driftfix=slew",
        "-boot", "strict=on",
    ];

    // A parent's memory is given to it, so that it outlives it; its children map it privately: what they write is copied (requirement C2).
    private static string Memory(MachineSpec spec) => spec switch
    {
        { Replica: not null } => $"memory-backend-file,id=memory,size={Text(spec.MemoryMiB)}M,mem-path={GivenMemory},share=off",
        { IsParent: true } => $"memory-backend-file,id=memory,size={Text(spec.MemoryMiB)}M,mem-path={GivenMemory},share=on",
        _ => $"memory-backend-memfd,id=memory,size={Text(spec.MemoryMiB)}M,share=on",
    };

    private static string[] SparePort(int number) =>
        ["-device", $"pcie-root-port,id=spare{Text(number)},bus=pcie.0,addr=0x10.{Text(number)},multifunction=on,chassis={Text(number + 1)}"];

    private static IEnumerable<string> Boot(DirectBoot? boot, HostLayout layout)
    {
        if (boot is null)
        {
            return [];
        }

        string[] initrd = boot.Initrd is null ? [] : ["-initrd", layout.Image(boot.Initrd.Sha256)];
        return ["-kernel", layout.Image(boot.Kernel.Sha256), .. initrd, "-append", boot.CommandLine];
    }

    // The pointer is absolute, so that it follows the viewer's; guests for the standard adapter may lack virtio drivers. The PC's own keyboard,
    // which works until a driver takes the other one, forgets keys when a busy guest does not fetch them in time.
    private static string[] Display(MachineSpec spec, MachinePaths paths) =>
    [
        "-display", "none", "-vga", "none",
        "-device", $"{(spec.Video == VideoAdapter.Virtio ? "virtio-vga" : "VGA")},id=video,xres={Text(spec.Width)},yres={Text(spec.Height)}",
        .. spec.Video == VideoAdapter.Virtio
            ? ["-device", "virtio-tablet-pci,id=pointer", "-device", "virtio-keyboard-pci,id=keyboard"]
            : (string[])["-device", "qemu-xhci,id=usb", "-device", "usb-tablet,id=pointer,bus=usb.0"],
        "-vnc", $"unix:{Escape(paths.Vnc)},share=force-shared",
    ];

    private static string[] Disk(MachineSpec spec, HostLayout layout, MachinePaths paths) =>
    [
        "-blockdev", File("base-file", layout.Image(spec.Disk.Base.Sha256), isReadOnly: true),
        "-blockdev", Base(spec.Disk.Base),
        .. spec.Replica is { } replica ? ParentDisk(layout.Of(replica)) : [],
        "-blockdev", File("disk-file", paths.Disk(spec.Disk), isReadOnly: false),
        "-blockdev", Overlay("disk", "disk-file", spec.Replica is null ? "base" : "parent", isReadOnly: false),
        "-device", "virtio-blk-pci,id=disk0,drive=disk,bootindex=1,werror=stop,rerror=stop",
    ];

    private static string[] ParentDisk(ReplicaPaths replica) =>
    [
        "-blockdev", File("parent-file", replica.Disk, isReadOnly: true),
        "-blockdev", Overlay("parent", "parent-file", "base", isReadOnly: true),
    ];

    private static string Overlay(string node, string file, string below, bool isReadOnly) => new JsonObject
    {
        ["driver"] = ImageNames.Qcow2,
        ["node-name"] = node,
        ["file"] = file,
        ["backing"] = below,
        ["read-only"] = isReadOnly,
        ["discard"] = isReadOnly ? "ignore" : "unmap",
    }.ToJsonString();

    private static string File(string node, string path, bool isReadOnly) => new JsonObject
    {
        ["driver"] = "file",
        ["node-name"] = node,
        ["filename"] = path,
        ["read-only"] = isReadOnly,
        ["discard"] = isReadOnly ? "ignore" : "unmap",
    }.ToJsonString();

    private static string Base(ImageRef image)
    {
        var node = new JsonObject { ["driver"] = image.Format, ["node-name"] = "base", ["file"] = "base-file", ["read-only"] = true };
        if (image.Format == ImageNames.Qcow2)
        {
            node["backing"] = null;
        }

        return node.ToJsonString();
    }

    private static IEnumerable<string> Ports(MachineSpec spec, MachinePaths paths)
    {
        yield return "-device";
        yield return "virtio-serial-pci,id=ports";
        string[] channels =
        [
            "-chardev", $"pipe,id=serial,path={Escape(paths.Serial)}", "-device", "isa-serial,chardev=serial",
            .. Port("ready", $"pipe,id=ready,path={Escape(paths.Ready)}", "guest.ready"),
            .. spec.HasGuestAgent ? Port("agent", $"socket,id=agent,path={Escape(paths.Agent)},server=on,wait=off", "org.qemu.guest_agent.0") : [],
            .. spec.Clipboard ? Port("clipboard", Clipboard(spec), "com.redhat.spice.0") : [],
        ];
        foreach (var word in channels)
        {
            yield return word;
        }
    }

    // QEMU 7.2 cannot save the state of a machine whose clipboard is connected: a parent's port leads nowhere, its children's do.
    private static string Clipboard(MachineSpec spec) => spec.IsParent ? "null,id=clipboard" : "qemu-vdagent,id=clipboard,clipboard=on,mouse=off";

    private static string[] Port(string id, string channel, string name) => ["-chardev", channel, "-device", $"virtserialport,bus=ports.0,chardev={id},id={id}-port,name={name}"];

    // Before it runs, someone must say where it is to stop.
    private static string[] Stops(MachineSpec spec, MachinePaths paths) =>
        spec.Replica is null && ReadyCriterionRules.StopsBeforeSystem(spec.Ready) ? ["-S", "-gdb", $"unix:{Escape(paths.Stops)},server=on,wait=off"] : [];

    private static string[] Monitor(string id, string path) => ["-chardev", $"socket,id={id},path={Escape(path)},server=on,wait=off", "-mon", $"chardev={id},mode=control"];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
