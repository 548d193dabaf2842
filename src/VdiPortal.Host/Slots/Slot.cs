using Microsoft.Extensions.Logging;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;

namespace VdiPortal.Host.Slots;

/// <summary>
/// One VM's actor: a loop that looks at what is, takes the next step towards the latest wish, and waits for a change when there is none. Only
/// this loop changes the machine, so that no two steps for a VM ever run at the same time.
/// </summary>
internal sealed partial class Slot(SlotState state, SlotContext context, ILogger<Slot> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Signal _changed = new();
    private readonly SlotInterrupt _interrupt = new();
    private readonly SlotRetries _retries = new();
    private long _wishedAt;
    private Task _watch = Task.CompletedTask;
    private Task _clock = Task.CompletedTask;

    /// <summary>What is known of the VM.</summary>
    public SlotState State => state;

    /// <summary>Takes a wish in and sees to what cannot wait; the rest follows in the loop.</summary>
    public WishAnswer Offer(Wish wish)
    {
        var answer = state.Accept(wish, out var before);
        if (answer is WishAnswer.Stale or WishAnswer.Contradictory)
            return answer;

        if (answer == WishAnswer.Taken)
            SlotEffects.Apply(state.VmId, before, wish, context);

        if (answer == WishAnswer.TooLate)
            Publish();

        Volatile.Write(ref _wishedAt, context.Time.GetTimestamp());
        _interrupt.Consider(wish.Target);
        _changed.Set();
        return answer;
    }

    /// <summary>Gives it the machine that was found at the agent's start.</summary>
    public void Adopt(IMachine machine) => state.Have(machine);

    /// <summary>Reports the present state.</summary>
    public void Publish() => context.Board.Set(state.Report());

    /// <summary>Works until the VM has gone.</summary>
    /// <param name="stopping">Ends the work at the next good moment; the machine is left as it is.</param>
    /// <param name="aborting">Ends it at once.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        Watch(stopping);
        try
        {
            while (await AdvanceAsync(stopping, aborting))
                Watch(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The agent ends; the next one adopts the machine.
        }

        await Task.WhenAll(_watch, _clock);
    }

    /// <summary>Looks once and takes one step or waits.</summary>
    /// <returns>False when nothing is left to be done, ever.</returns>
    private async Task<bool> AdvanceAsync(CancellationToken stopping, CancellationToken aborting)
    {
        var view = state.Look(out var wish);
        var step = SlotPlanner.Next(view);
        if (step == SlotStep.Wait)
        {
            Publish();
            await (view.IsGone ? ValueTask.CompletedTask : _changed.WaitAsync(stopping));
            return !view.IsGone;
        }

        if (_retries.IsRepetition(step, wish, view.Machine))
            await _changed.WaitAsync(Patience, context.Time, stopping);

        stopping.ThrowIfCancellationRequested();
        var result = await TakeAsync(step, view, wish, stopping, aborting);
        if (result.Obstacle is { } obstacle)
            await OvercomeAsync(step, obstacle, stopping);
        else
            _retries.Succeeded();

        return true;
    }

    private async Task<StepResult> TakeAsync(SlotStep step, SlotView view, Wish? wish, CancellationToken stopping, CancellationToken aborting)
    {
        await using var scope = _interrupt.Begin(step, wish, state, step == SlotStep.ShutDown ? stopping : aborting);
        if (scope is null)
            return StepResult.Done;

        try
        {
            var result = await context.Worker.CarryOutAsync(step, state, wish, Publish, scope.Token);
            if (step == SlotStep.Resume && result.Obstacle is null)
                Resumed(view, stopping);
            return result;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            LogInterrupted(state.VmId, step);
            return StepResult.Done;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogBroken(e, state.VmId, step);
            return new StepResult(new SlotFailure(FailureCodes.StartFailed, e.Message));
        }
    }

    /// <summary>Removing is tried for ever, for a slot would be lost; other steps a few times.</summary>
    private async Task OvercomeAsync(SlotStep step, SlotFailure obstacle, CancellationToken stopping)
    {
        var pause = _retries.Failed();
        if (step == SlotStep.Remove || !_retries.AreUsedUp)
            await _changed.WaitAsync(pause, context.Time, stopping);
        else if (step == SlotStep.ShutDown)
            state.HasShutDown();
        else
            state.Fail(obstacle);
    }

    private void Resumed(SlotView view, CancellationToken stopping)
    {
        if (view.Machine?.State != MachineState.Paused)
            return;

        context.Metrics.Resumed(context.Time.GetElapsedTime(Volatile.Read(ref _wishedAt)));
        if (state.Machine is { Spec.HasGuestAgent: true } machine && _clock.IsCompleted)
            _clock = InBackgroundAsync(() => context.Clock.SetAsync(machine, stopping), stopping);
    }

    private void Watch(CancellationToken stopping)
    {
        if (_watch.IsCompleted && state.Machine is { Status.State: not MachineState.Exited } machine)
            _watch = InBackgroundAsync(() => WatchAsync(machine, stopping), stopping);
    }

    private async Task WatchAsync(IMachine machine, CancellationToken stopping)
    {
        await foreach (var _ in machine.WatchAsync(stopping))
            _changed.Set();
    }

    /// <summary>Work that breaks is begun anew by the loop, but not at once.</summary>
    private async Task InBackgroundAsync(Func<Task> work, CancellationToken stopping)
    {
        try
        {
            await work();
            _changed.Set();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The agent ends.
        }
        catch (Exception e)
        {
            LogBackground(e, state.VmId);
            await Task.Delay(Patience, context.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _changed.Set();
        }
    }

    [LoggerMessage(4241, LogLevel.Debug, "VM {Vm}: {Step} was interrupted by a newer wish")]
    private partial void LogInterrupted(Guid vm, SlotStep step);

    [LoggerMessage(4242, LogLevel.Error, "VM {Vm}: {Step} broke")]
    private partial void LogBroken(Exception exception, Guid vm, SlotStep step);

    [LoggerMessage(4243, LogLevel.Error, "VM {Vm}: work in the background broke")]
    private partial void LogBackground(Exception exception, Guid vm);
}
