namespace VdiPortal.Hypervisor.Ready;

/// <summary>Waits until a ready criterion holds. Each point needs to hold once, not all at the same moment.</summary>
/// <param name="source">The machine.</param>
/// <param name="time">Measures delays and the deadline.</param>
/// <param name="age">How long the machine runs already: it may have been adopted while booting.</param>
/// <param name="held">Which points have held.</param>
internal sealed class ReadyWatch(IReadySource source, TimeProvider time, TimeSpan age, HeldPoints held)
{
    private readonly Dictionary<ReadyPoint, TaskCompletionSource> _stops = [];

    /// <summary>Waits.</summary>
    /// <returns>True when it held, false when its deadline passed.</returns>
    public async Task<bool> WaitAsync(ReadyCriterion criterion, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var stopping = StopOnTheWayAsync(criterion, over.Token);
        var holds = HoldsAsync(criterion, over.Token);
        var deadline = Task.Delay(Left(criterion.DeadlineSeconds), time, over.Token);
        var first = await Task.WhenAny(holds, deadline);
        await over.CancelAsync();
        await Task.WhenAll(holds, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (stopping.IsCanceled)
        {
            await source.LetPassAsync(cancellationToken);
        }

        if (first == holds || holds.IsFaulted)
        {
            await holds;
        }

        return first == holds;
    }

    // A machine stays where it stands only when nothing else is to be waited for: anything else takes place later than that.
    private async Task StopOnTheWayAsync(ReadyCriterion criterion, CancellationToken token)
    {
        ReadyPoint[] places = [.. ReadyCriterionRules.Leaves(criterion).Where(point => StageOf(point) is not null).Distinct().OrderBy(StageOf)];
        Array.ForEach(places, place => _stops[place] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            foreach (var place in places.TakeWhile(_ => !held.Satisfy(criterion)))
            {
                await StopAtAsync(place, token);
            }

            if (places.Length > 0 && !held.Satisfy(criterion))
            {
                await source.GoOnAsync(token);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Array.ForEach(places, place => _stops[place].TrySetException(e));
        }
    }

    private async Task StopAtAsync(ReadyPoint place, CancellationToken token)
    {
        if (!held.Contains(place))
        {
            await source.StopAtAsync(StageOf(place)!.Value, token);
            held.Add(place);
        }

        _stops[place].SetResult();
    }

    private static BootStage? StageOf(ReadyPoint point) => point switch
    {
        FirmwarePoint => BootStage.Firmware,
        BootLoaderPoint => BootStage.BootLoader,
        _ => null,
    };

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
        AllPoint all => AllAsync(all.Of, token),
        AnyPoint any => AnyAsync(any.Of, token),
        _ => held.Contains(point) ? Task.CompletedTask : SingleAsync(point, token),
    };

    private async Task SingleAsync(ReadyPoint point, CancellationToken token)
    {
        await WaitForAsync(point, token);
        held.Add(point);
    }

    private Task WaitForAsync(ReadyPoint point, CancellationToken token) => point switch
    {
        FirmwarePoint or BootLoaderPoint => _stops[point].Task.WaitAsync(token),
        MarkerPoint marker => source.MarkerAsync(marker, token),
        GuestAgentPoint => source.GuestAnswersAsync(token),
        ProcessPoint process => source.ProcessRunsAsync(process, token),
        PortPoint port => source.PortListensAsync(port, token),
        ConnectionsPoint connections => source.ConnectionsReachedAsync(connections, token),
        StillPoint still => source.ScreenStillAsync(TimeSpan.FromSeconds(still.Seconds), token),
        CpuPoint cpu => source.CpuQuietAsync(cpu, token),
        DelayPoint delay => Task.Delay(Left(delay.Seconds), time, token),
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
