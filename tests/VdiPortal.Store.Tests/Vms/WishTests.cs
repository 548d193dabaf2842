using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Vms;

public sealed class WishTests : StoreTest
{
    private async Task<Vm> VmAsync(VmWish wish = VmWish.Warm)
    {
        var vm = await Scene.VmAsync(await Scene.HostAsync(), await Scene.ModuleAsync());
        return wish == VmWish.Warm ? vm : (await Store.Vms.SetWishAsync(vm.Id, wish, false, None))!;
    }

    [Fact]
    public async Task A_changed_wish_raises_the_generation()
    {
        var vm = await VmAsync();

        var changed = await Store.Vms.SetWishAsync(vm.Id, VmWish.Pause, false, None);

        Assert.Equal(vm with { Wish = VmWish.Pause, Generation = 2 }, changed);
        Assert.Equal(changed, await Store.Vms.GetAsync(vm.Id, None));
    }

    [Fact]
    public async Task A_wish_that_stands_already_is_left_as_it_is()
    {
        var vm = await VmAsync(VmWish.Run);

        Assert.Equal(vm, await Store.Vms.SetWishAsync(vm.Id, VmWish.Run, false, None));
    }

    [Theory]
    [InlineData(VmWish.Destroy, VmWish.Warm, false)]
    [InlineData(VmWish.Destroy, VmWish.Run, false)]
    [InlineData(VmWish.Destroy, VmWish.Pause, false)]
    [InlineData(VmWish.Destroy, VmWish.ShutDown, false)]
    [InlineData(VmWish.ShutDown, VmWish.Warm, false)]
    [InlineData(VmWish.ShutDown, VmWish.Run, false)]
    [InlineData(VmWish.ShutDown, VmWish.Pause, false)]
    [InlineData(VmWish.ShutDown, VmWish.Destroy, true)]
    [InlineData(VmWish.Pause, VmWish.Run, true)]
    public async Task A_wish_never_goes_back_from_an_end(VmWish from, VmWish to, bool goes)
    {
        var vm = await VmAsync(from);

        var changed = await Store.Vms.SetWishAsync(vm.Id, to, false, None);

        Assert.Equal(goes ? vm with { Wish = to, Generation = vm.Generation + 1 } : null, changed);
        Assert.Equal(goes ? changed : vm, await Store.Vms.GetAsync(vm.Id, None));
    }

    [Fact]
    public async Task Only_unclaimed_leaves_a_claimed_vm_alone()
    {
        var module = await Scene.ModuleAsync();
        var vm = await Scene.WarmVmAsync(await Scene.HostAsync(), module);
        var claimed = await Scene.ClaimAsync(await Scene.SessionAsync(module), module);

        Assert.Null(await Store.Vms.SetWishAsync(vm.Id, VmWish.Destroy, onlyUnclaimed: true, None));
        Assert.Null(await Store.Vms.SetWishAsync(vm.Id, VmWish.Run, onlyUnclaimed: true, None));
        Assert.Equal(claimed, await Store.Vms.GetAsync(vm.Id, None));
    }

    [Fact]
    public async Task A_vm_is_either_claimed_or_discarded_never_both()
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync(slots: 30, memoryMiB: 30 * Scene.VmMiB);
        List<Vm> stock = [];
        for (var count = 0; count < 30; count++)
            stock.Add(await Scene.WarmVmAsync(host, module));
        var sessions = await Task.WhenAll(stock.Select(_ => Scene.SessionAsync(module)));

        var discards = stock.Select(vm => Store.Vms.SetWishAsync(vm.Id, VmWish.Destroy, onlyUnclaimed: true, None)).ToList();
        var claims = sessions.Select(session => Scene.ClaimAsync(session, module)).ToList();
        var discarded = (await Task.WhenAll(discards)).OfType<Vm>().Select(vm => vm.Id);
        var claimed = (await Task.WhenAll(claims)).OfType<Vm>().Select(vm => vm.Id).ToList();

        Assert.Empty(discarded.Intersect(claimed));
        Assert.All(await Store.Vms.ListAsync(None), vm => Assert.Equal(vm.SessionId is null ? VmWish.Destroy : VmWish.Run, vm.Wish));
    }

    [Fact]
    public async Task The_same_wish_by_many_at_once_raises_the_generation_once()
    {
        var vm = await VmAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Store.Vms.SetWishAsync(vm.Id, VmWish.Destroy, false, None)));

        Assert.All(results, result => Assert.Equal(vm with { Wish = VmWish.Destroy, Generation = 2 }, result));
    }

    [Fact]
    public async Task Nothing_is_wished_of_a_vm_that_is_gone_or_never_was()
    {
        var host = await Scene.HostAsync();
        var vm = await Scene.VmAsync(host, await Scene.ModuleAsync());
        var gone = await Scene.ReportAsync(host, vm, PowerState.Gone);

        Assert.Null(await Store.Vms.SetWishAsync(vm.Id, VmWish.Run, false, None));
        Assert.Null(await Store.Vms.SetWishAsync(vm.Id, VmWish.Warm, false, None));
        Assert.Null(await Store.Vms.FailAsync(vm.Id, new Failure(FailureCode.StartFailed), None));
        Assert.Null(await Store.Vms.SetWishAsync(VmId.New(), VmWish.Run, false, None));
        Assert.Null(await Store.Vms.FailAsync(VmId.New(), new Failure(FailureCode.StartFailed), None));
        Assert.Equal(gone, await Store.Vms.GetAsync(vm.Id, None));
    }

    [Fact]
    public async Task A_vm_that_is_given_up_keeps_the_reason_and_shall_be_destroyed()
    {
        var vm = await VmAsync();
        var failure = new Failure(FailureCode.NotReadyInTime, "no marker after 60 s");

        var failed = await Store.Vms.FailAsync(vm.Id, failure, None);

        Assert.Equal(vm with { Failure = failure, Wish = VmWish.Destroy, Generation = 2 }, failed);
        Assert.Equal(failed, await Store.Vms.FailAsync(vm.Id, failure, None));
        Assert.Equal(failed, Assert.Single(await Store.Vms.ListFailedAsync(Time.Now, None)));
    }
}
