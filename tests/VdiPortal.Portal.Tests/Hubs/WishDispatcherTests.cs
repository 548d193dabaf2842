using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using VdiPortal.Broker;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Vms;
using VdiPortal.Portal.Hubs;
using VdiPortal.Portal.Tests.Components.Fakes;

namespace VdiPortal.Portal.Tests.Hubs;

/// <summary>Wishes go on being sent after whatever a round meets: an exception that left it would stop the whole portal.</summary>
public sealed class WishDispatcherTests
{
    public static TheoryData<Exception> Faults => [new IOException(), new TimeoutException(), new OperationCanceledException(), new InvalidOperationException("A bug.")];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task After_the_store_has_failed_the_next_wish_reaches_its_host(Exception fault)
    {
        var world = new FakeWorld(TimeProvider.System);
        var services = new ServiceCollection().AddLogging().AddMetrics();
        await using var provider = world.AddTo(services).AddSingleton(new HostLinks(NullLogger<HostLinks>.Instance)).AddVdiBroker().BuildServiceProvider();
        var hub = new FakeHub();
        var (host, vm) = await AddVmAsync(world);
        provider.GetRequiredService<HostLinks>().Add(Connect(host, hub));
        using var dispatcher = ActivatorUtilities.CreateInstance<WishDispatcher>(provider);
        await dispatcher.StartAsync(CancellationToken.None);

        (world.Gate.Fault, world.Gate.Shut) = (fault, true);
        await Patience.UntilAsync("the store is asked", () =>
        {
            world.Feed.Publish(ChangeTopic.Wish, vm.Id.Value, host.Value);
            return Task.FromResult(world.Gate.Refused > 0);
        });
        world.Gate.Shut = false;
        world.Feed.Publish(ChangeTopic.Wish, vm.Id.Value, host.Value);

        Assert.Equal(vm.Generation, await hub.Applied.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit));
        Assert.False(dispatcher.ExecuteTask!.IsCompleted);
        await dispatcher.StopAsync(CancellationToken.None);
    }

    private static async Task<(HostId Host, Vm Vm)> AddVmAsync(FakeWorld world)
    {
        var host = world.AddHost("host", 4);
        var module = await world.AddModuleAsync("Desktop", "", Broker.Catalog.Persistence.ResetsAtEnd, await world.AddTemplateAsync("desktop"));
        var vm = world.AddVm(host, module, 0, PowerState.Running);
        return (host.Id, world.Vms.Put(vm with { Wish = VmWish.Destroy, Generation = 3 }));
    }

    private static HostLink Connect(HostId host, FakeHub hub)
    {
        var link = new HostLink(new HostConnection(host, Guid.Empty, 1), "host", hub, new WishFactory(null!, null!, null!), NullLogger<HostLink>.Instance);
        _ = link.RunAsync();
        return link;
    }
}
