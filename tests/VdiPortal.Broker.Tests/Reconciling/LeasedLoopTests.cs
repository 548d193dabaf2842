namespace VdiPortal.Broker.Tests.Reconciling;

/// <summary>A loop outlives what a round meets: an exception that left it would stop the whole portal.</summary>
public sealed class LeasedLoopTests
{
    public static TheoryData<Exception> Faults =>
        [new IOException("The connection broke."), new TimeoutException(), new InvalidOperationException("A bug."), new OperationCanceledException()];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task After_a_round_that_failed_comes_another(Exception fault)
    {
        using var loop = new FaultyLoop(firstRound: fault);

        await loop.StartAsync(CancellationToken.None);

        await loop.Worked;
        await loop.StopAsync(CancellationToken.None);
        Assert.True(loop.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_lease_that_cannot_be_given_back_runs_out_by_itself(Exception fault)
    {
        using var loop = new FaultyLoop(givingBack: fault);
        await loop.StartAsync(CancellationToken.None);
        await loop.Worked;

        await loop.StopAsync(CancellationToken.None);

        Assert.True(loop.ExecuteTask!.IsCompletedSuccessfully);
    }
}
