using System.Text.Json;
using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Qemu;
using VdiPortal.Hypervisor.Ready;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Tests.Qemu;

public sealed class QemuCommandLineTests
{
    private static readonly HostLayout Layout = new("/data, with a comma", "/run/v,di");
    private static readonly HypervisorInfo Tcg = new(new Version(7, 2), "pc-q35-7.2", Accelerator.Tcg, "", "max");
    private static readonly MachineSpec Spec = new(
        new MachineId(Guid.NewGuid()), 1, 2, 384, VideoAdapter.Virtio, 1280, 800, new DiskSpec(new ImageRef(new string('a', 64), "qcow2"), null),
        null, true, Criteria.Of(new MarkerPoint(MarkerChannel.Serial, "x")));

    [Fact]
    public void Every_disk_has_its_format_and_the_base_nothing_below_it()
    {
        var nodes = Disks(Spec);

        Assert.Equal(["base-file", "base", "disk-file", "disk"], nodes.Select(node => node.GetProperty("node-name").GetString()));
        Assert.True(nodes[0].GetProperty("read-only").GetBoolean());
        Assert.Equal(("qcow2", JsonValueKind.Null), (nodes[1].GetProperty("driver").GetString(), nodes[1].GetProperty("backing").ValueKind));
        Assert.Equal(Layout.Of(Spec.Id).Overlay, nodes[2].GetProperty("filename").GetString());
        Assert.Equal(("qcow2", "base"), (nodes[3].GetProperty("driver").GetString(), nodes[3].GetProperty("backing").GetString()));
    }

    [Fact]
    public void A_raw_base_and_a_kept_disk_are_named_as_such()
    {
        var nodes = Disks(Spec with { Disk = new DiskSpec(new ImageRef(new string('a', 64), "raw"), "annas-desktop") });

        Assert.Equal("raw", nodes[1].GetProperty("driver").GetString());
        Assert.Equal(Layout.Desktop("annas-desktop"), nodes[2].GetProperty("filename").GetString());
    }

    [Fact]
    public void Commas_in_paths_do_not_make_options()
    {
        var line = QemuCommandLine.Build(Spec, Layout, Tcg, new QemuOptions());

        Assert.Contains(line, word => word.StartsWith("unix:/run/v,,di/", StringComparison.Ordinal) && word.EndsWith("/vnc,share=force-shared", StringComparison.Ordinal));
        Assert.DoesNotContain(line, word => word.Contains("/run/v,di", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(VideoAdapter.Virtio, "virtio-vga,id=video,xres=1280,yres=800", "virtio-tablet-pci,id=pointer")]
    [InlineData(VideoAdapter.Standard, "VGA,id=video,xres=1280,yres=800", "usb-tablet,id=pointer,bus=usb.0")]
    public void The_pointer_is_absolute_for_every_adapter(VideoAdapter video, string adapter, string pointer)
    {
        var line = QemuCommandLine.Build(Spec with { Video = video }, Layout, Tcg, new QemuOptions());

        Assert.Contains(adapter, line);
        Assert.Contains(pointer, line);
    }

    [Fact]
    public void What_is_not_asked_for_is_not_there()
    {
        var line = QemuCommandLine.Build(Spec with { HasGuestAgent = false, Clipboard = false }, Layout, Tcg, new QemuOptions { Sandbox = false });

        Assert.DoesNotContain(line, word => word.Contains("guest_agent", StringComparison.Ordinal) || word.Contains("vdagent", StringComparison.Ordinal) || word is "-sandbox" or "-kernel" or "-S" or "-gdb");
        Assert.Equal("none", line[line.ToList().IndexOf("-nic") + 1]);
    }

    [Fact]
    public void A_kernel_is_booted_from_the_image_store()
    {
        var boot = new DirectBoot(new ImageRef(new string('b', 64), "raw"), new ImageRef(new string('c', 64), "raw"), "root=/dev/vda1 quiet");

        var line = QemuCommandLine.Build(Spec with { Boot = boot }, Layout, Tcg with { Accelerator = Accelerator.Kvm }, new QemuOptions()).ToList();

        Assert.Equal(Layout.Image(boot.Kernel.Sha256), line[line.IndexOf("-kernel") + 1]);
        Assert.Equal(Layout.Image(boot.Initrd!.Sha256), line[line.IndexOf("-initrd") + 1]);
        Assert.Equal("root=/dev/vda1 quiet", line[line.IndexOf("-append") + 1]);
        Assert.Equal("kvm", line[line.IndexOf("-accel") + 1]);
    }

    [Fact]
    public void A_machine_that_is_to_stop_before_its_system_waits_until_it_is_told_where()
    {
        var spec = Spec with { Ready = new ReadyCriterion(null, [new AllPoint([new FirmwarePoint()]), new DelayPoint(1)], 60) };

        var line = QemuCommandLine.Build(spec, Layout, Tcg, new QemuOptions()).ToList();

        Assert.Contains("-S", line);
        Assert.Equal($"unix:/run/v,,di/{spec.Id}/stops,server=on,wait=off", line[line.IndexOf("-gdb") + 1]);
    }

    private static List<JsonElement> Disks(MachineSpec spec)
    {
        var line = QemuCommandLine.Build(spec, Layout, Tcg, new QemuOptions()).ToList();
        return [.. Enumerable.Range(0, line.Count).Where(i => line[i] == "-blockdev").Select(i => JsonDocument.Parse(line[i + 1]).RootElement)];
    }
}
