using System.Text.Json;
using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Ready;
using VdiPortal.TestKit.Guests;

namespace VdiPortal.Hypervisor.Tests;

/// <summary>The JSON form of specs and criteria is fixed: files of older versions must be read for ever.</summary>
public sealed class HypervisorJsonTests
{
    private const string Full = """
        {"id":"0b0e0a6e-4a0c-4b8e-9d57-1d1b6f0a7f11","generation":7,"cpus":2,"memoryMiB":384,"video":"virtio","width":1280,"height":800,"disk":{"base":{"sha256":"aa","format":"qcow2"},"desktopDisk":"annas-desktop"},"boot":{"kernel":{"sha256":"bb","format":"raw"},"initrd":{"sha256":"cc","format":"raw"},"commandLine":"root=/dev/vda1 quiet"},"hasGuestAgent":true,"ready":{"all":[{"kind":"marker","channel":"virtio","text":"READY desktop"},{"kind":"agent"},{"kind":"still","seconds":1.5},{"kind":"delay","seconds":2},{"kind":"firmware"},{"kind":"bootLoader"},{"kind":"process","name":"Xorg"},{"kind":"port","port":22},{"kind":"connections","port":5432,"count":1},{"kind":"cpu","belowPercent":10,"seconds":5}],"any":[{"kind":"all","of":[{"kind":"agent"}]},{"kind":"any","of":[{"kind":"agent"}]}],"deadlineSeconds":180},"clipboard":true,"full":{"all":[{"kind":"agent"}],"deadlineSeconds":60}}
        """;

    [Fact]
    public void A_spec_is_written_as_it_was_read() => Assert.Equal(Full.Trim(), HypervisorJson.Write(HypervisorJson.ReadSpec(Full)));

    [Fact]
    public void A_template_s_criterion_has_exactly_this_form()
    {
        const string json = """{"all":[{"kind":"marker","channel":"virtio","text":"READY desktop"}],"deadlineSeconds":180}""";

        var criterion = HypervisorJson.ReadCriterion(json);

        Assert.Equal(new MarkerPoint(MarkerChannel.Virtio, "READY desktop"), Assert.Single(criterion.All!));
        Assert.Equal(json, HypervisorJson.Write(criterion));
        Assert.Equal(json, JsonSerializer.Serialize(criterion, JsonSerializerOptions.Web));
    }

    [Fact]
    public void Members_that_a_newer_version_added_are_ignored_and_missing_ones_get_defaults()
    {
        var spec = HypervisorJson.ReadSpec(Full.Replace(",\"clipboard\":true", ",\"added\":{\"later\":1}", StringComparison.Ordinal));

        Assert.True(spec.Clipboard);
        Assert.Null(MachineSpecRules.Check(spec with { Disk = spec.Disk with { Base = new ImageRef(new string('a', 64), "qcow2") }, Boot = null }));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"id\":\"no id\"}")]
    [InlineData("{\"ready\":{\"all\":[{\"kind\":\"unknown\"}]}}")]
    public void What_is_no_spec_is_refused(string json) => Assert.Throws<JsonException>(() => HypervisorJson.ReadSpec(json));

    [Fact]
    public void Built_guests_are_understood()
    {
        var template = BuiltGuest.Paint.Template;

        Assert.Equal(("paint", VideoAdapter.Standard, false), (template.Name, template.Video, template.GuestAgent));
        Assert.Equal(new MarkerPoint(MarkerChannel.Serial, "READY paint"), Assert.Single(template.Ready.All!));
    }
}
