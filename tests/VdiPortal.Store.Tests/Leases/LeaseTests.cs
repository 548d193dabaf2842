using VdiPortal.Broker.Ports;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Leases;

public sealed class LeaseTests : StoreTest
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private readonly Guid _one = Guid.NewGuid();
    private readonly Guid _other = Guid.NewGuid();

    private ILeaseStore Leases => Store.Get<ILeaseStore>();

    private Task<bool> HoldAsync(Guid holder, TimeSpan? duration = null, string name = "pools") =>
        Leases.TryHoldAsync(name, holder, duration ?? Long, None);

    private Task<DateTime> EndAsync() => Store.SqlAsync<DateTime>("SELECT expires_at FROM leases");

    [Fact]
    public async Task A_lease_is_held_by_one_and_prolonged_by_that_one()
    {
        Assert.True(await HoldAsync(_one));
        Assert.False(await HoldAsync(_other));
        Assert.True(await HoldAsync(_other, name: "sessions"));
        await Leases.ReleaseAsync("sessions", _other, None);
        var end = await EndAsync();
        Assert.True(await HoldAsync(_one));
        Assert.True(await EndAsync() > end);
        Assert.False(await HoldAsync(_other));
    }

    [Fact]
    public async Task A_lease_that_ran_out_on_the_databases_clock_is_free()
    {
        Assert.True(await HoldAsync(_one, TimeSpan.FromSeconds(-1)));

        Assert.True(await HoldAsync(_other));
        Assert.False(await HoldAsync(_one));
    }

    [Fact]
    public async Task Only_its_holder_gives_it_back()
    {
        await HoldAsync(_one);

        await Leases.ReleaseAsync("pools", _other, None);
        Assert.False(await HoldAsync(_other));
        await Leases.ReleaseAsync("pools", _one, None);
        await Leases.ReleaseAsync("pools", _one, None);
        Assert.True(await HoldAsync(_other));
    }

    [Fact]
    public async Task Of_many_who_want_it_at_the_same_time_one_gets_it()
    {
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => HoldAsync(Guid.NewGuid()))), true);
    }
}
