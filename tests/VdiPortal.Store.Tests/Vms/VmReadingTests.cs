using VdiPortal.Broker.Vms;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Vms;

public sealed class VmReadingTests : StoreTest
{
    [Fact]
    public async Task A_session_lists_its_vms_those_that_are_gone_included()
    {
        var module = await Scene.ModuleAsync(machines: ["left", "right"]);
        var host = await Scene.HostAsync();
        var session = await Scene.SessionAsync(module);
        var left = await Scene.VmAsync(host, module, session, "left");
        var right = await Scene.VmAsync(host, module, session, "right");
        await Scene.VmAsync(host, module, machine: "left");
        var gone = await Scene.ReportAsync(host, left, PowerState.Gone);

        Assert.Equal([gone, right], await Store.Vms.ListOfSessionAsync(session.Id, None));
    }

    [Fact]
    public async Task A_host_lists_its_vms_that_are_not_gone()
    {
        var module = await Scene.ModuleAsync();
        var (host, other) = (await Scene.HostAsync(), await Scene.HostAsync());
        var first = await Scene.VmAsync(host, module);
        var second = await Scene.VmAsync(host, module);
        var elsewhere = await Scene.VmAsync(other, module);
        await Scene.ReportAsync(host, first, PowerState.Gone);

        Assert.Equal([second], await Store.Vms.ListOnHostAsync(host.HostId, None));
        Assert.Equal(new HashSet<Vm> { second, elsewhere }, (await Store.Vms.ListAsync(None)).ToHashSet());
    }

    [Fact]
    public async Task A_vm_that_never_was_is_null() => Assert.Null(await Store.Vms.GetAsync(VmId.New(), None));
}
