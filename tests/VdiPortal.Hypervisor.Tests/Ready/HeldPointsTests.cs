using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Hypervisor.Tests.Ready;

/// <summary>What is said of a machine that is not ready.</summary>
public sealed class HeldPointsTests
{
    private readonly HeldPoints _held = new([], _ => { });

    [Fact]
    public void Each_missing_point_is_named()
    {
        ReadyPoint[] points =
        [
            new FirmwarePoint(), new BootLoaderPoint(), new MarkerPoint(MarkerChannel.Serial, "A"), new MarkerPoint(MarkerChannel.Virtio, "B"), new GuestAgentPoint(),
            new ProcessPoint("Xorg"), new PortPoint(22), new ConnectionsPoint(5432, 1), new ConnectionsPoint(80, 20), new StillPoint(3), new CpuPoint(2.5, 5), new DelayPoint(10),
        ];

        Assert.Equal(
            [
                "the end of the firmware", "the boot loader", "\"A\" on the serial port", "\"B\" on the port guest.ready", "the guest agent",
                "process Xorg", "a listener at port 22", "1 connection to port 5432", "20 connections to port 80", "screen still for 3 s", "CPU below 2.5 % for 5 s",
                "10 s since its start",
            ],
            _held.Outstanding(new ReadyCriterion(points, null, 60)));
    }

    [Fact]
    public void What_has_held_is_not_named()
    {
        var criterion = new ReadyCriterion(
            [new PortPoint(22), new AllPoint([new PortPoint(1), new PortPoint(2), new PortPoint(3)]), new AnyPoint([new PortPoint(4), new PortPoint(5)])],
            [new PortPoint(6), new AllPoint([new PortPoint(7), new PortPoint(8)])],
            60);
        _held.Add(new PortPoint(22));
        _held.Add(new PortPoint(1));
        _held.Add(new PortPoint(5));
        _held.Add(new PortPoint(7));

        Assert.Equal(
            ["(a listener at port 2 and a listener at port 3)", "a listener at port 6 or a listener at port 8"],
            _held.Outstanding(criterion));
        Assert.False(_held.Satisfy(criterion));
    }

    [Fact]
    public void Nothing_is_missing_once_all_has_held()
    {
        var criterion = new ReadyCriterion([new PortPoint(1)], [new PortPoint(2), new PortPoint(3)], 60);
        _held.Add(new PortPoint(1));
        _held.Add(new PortPoint(3));

        Assert.True(_held.Satisfy(criterion));
        Assert.Empty(_held.Outstanding(criterion));
    }
}
