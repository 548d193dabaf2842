using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging.Abstractions;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Vms;
using VdiPortal.Portal.Hubs;

namespace VdiPortal.Portal.Tests.Hubs;

/// <summary>A host hears its wishes for as long as it is connected, whatever one of them meets.</summary>
public sealed class HostLinkTests
{
    public static TheoryData<Exception> Faults =>
        [new HubException(), new IOException(), new TimeoutException(), new OperationCanceledException(), new InvalidOperationException("A bug.")];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_wish_that_cannot_be_sent_does_not_keep_back_the_next_and_may_be_repeated(Exception fault)
    {
        var hub = new FakeHub();
        hub.Faults.Enqueue(fault);
        var link = new HostLink(new HostConnection(HostId.New(), Guid.Empty, 1), "host", hub, new WishFactory(null!, null!, null!), NullLogger<HostLink>.Instance);
        var running = link.RunAsync();
        var (lost, next) = (new WishedVm(VmId.New(), 5, VmWish.Destroy, null), new WishedVm(VmId.New(), 7, VmWish.Destroy, null));

        link.Send(lost);
        link.Send(next);
        link.Send(lost);

        Assert.Equal(7, await hub.Applied.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit));
        Assert.Equal(5, await hub.Applied.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit));
        link.Close();
        await running.WaitAsync(Patience.Limit);
    }
}
