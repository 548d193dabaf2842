using Microsoft.Extensions.Logging.Abstractions;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Access;
using VdiPortal.TestKit.Fakes;

namespace VdiPortal.Portal.Tests.Access;

/// <summary>Circuits hear of the end of their sign-ins, whatever happens to one of them.</summary>
public sealed class CircuitSignInsTests
{
    [Fact]
    public async Task A_circuit_that_cannot_be_checked_neither_keeps_the_others_from_it_nor_stops_the_portal()
    {
        var feed = new FakeFeed();
        using var circuits = new CircuitSignIns(feed, NullLogger<CircuitSignIns>.Instance);
        await circuits.StartAsync(CancellationToken.None);
        var who = new Principal(UserId.New(), "ada", Role.User, SignInId.New(), "");
        var (broken, sound) = (0, 0);
        using var first = circuits.Add(who, _ => Interlocked.Increment(ref broken) > 0 ? throw new InvalidOperationException("A bug.") : Task.CompletedTask);
        using var second = circuits.Add(who, _ => Task.FromResult(Interlocked.Increment(ref sound)));

        await Patience.UntilAsync("both are checked again and again", () =>
        {
            feed.Publish(ChangeTopic.SignIn, who.SignInId!.Value.Value);
            return Task.FromResult(Volatile.Read(ref broken) > 2 && Volatile.Read(ref sound) > 2);
        });

        Assert.False(circuits.ExecuteTask!.IsCompleted);
        await circuits.StopAsync(CancellationToken.None);
    }
}
