namespace VdiPortal.Hypervisor.Ready;

/// <summary>Waits until a ready criterion holds. Each point needs to hold once, not all at the same moment.</summary>
/// <param name="source">The machine.</param>
/// <param name="time">Measures delays and the deadline.</param>
/// <param name="age">How long the machine runs already: it may have been adopted while booting.</param>
internal sealed class ReadyWatch(IReadySource source, TimeProvider time, TimeSpan age)
{
    /// <summary>Waits.</summary>
    /// <returns>True when it held, false when its deadline passed.</returns>
    public async Task<bool> WaitAsync(ReadyCriterion criterion, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var held = HoldsAsync(criterion, over.Token);
        var deadline = Task.Delay(Left(criterion.DeadlineSeconds), time, over.Token);
        var first = await Task.WhenAny(held, deadline);
        await over.CancelAsync();
        await held.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (first == held || held.IsFaulted)
        {
            await held;
        }

        return first == held;
    }

    private Task HoldsAsync(ReadyCriterion criterion, CancellationToken token)
    {
        Task[] parts =
        [
            AllAsync(criterion.All ?? [], token),
            criterion.Any is { Count: > 0 } any ? AnyAsync(any, token) : Task.CompletedTask,
        ];
        return Task.WhenAll(parts);
    }

    private Task HoldsAsync(ReadyPoint point, CancellationToken token) => point switch
    {
        MarkerPoint marker => source.MarkerAsync(marker, token),
        GuestAgentPoint => source.GuestAnswersAsync(token),
        StillPoint still => source.ScreenStillAsync(TimeSpan.FromSeconds(still.Seconds), token),
        DelayPoint delay => Task.Delay(Left(delay.Seconds), time, token),
        AllPoint all => AllAsync(all.Of, token),
        AnyPoint any => AnyAsync(any.Of, token),
        _ => throw new InvalidOperationException($"No such ready point: {point.GetType().Name}."),
    };

    private Task AllAsync(IReadOnlyList<ReadyPoint> points, CancellationToken token) => Task.WhenAll(points.Select(point => HoldsAsync(point, token)));

    private async Task AnyAsync(IReadOnlyList<ReadyPoint> points, CancellationToken token)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(token);
        var tasks = points.Select(point => HoldsAsync(point, over.Token)).ToArray();
        var first = await Task.WhenAny(tasks);
        await over.CancelAsync();
        await first;
    }

    private TimeSpan Left(double seconds)
    {
        var left = TimeSpan.FromSeconds(seconds) - age;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
