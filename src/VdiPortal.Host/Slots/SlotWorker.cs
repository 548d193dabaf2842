using Microsoft.Extensions.Logging;
using VdiPortal.Host.Consoles;
using VdiPortal.Hypervisor;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;

namespace VdiPortal.Host.Slots;

/// <summary>Carries steps out. Every step may be repeated.</summary>
internal sealed partial class SlotWorker(
    IHypervisor hypervisor, MachineMaker maker, RemovedVms removed, SlotPlaces places, ConsoleRegistry consoles, IdleClocks idle, ILogger<SlotWorker> log)
{
    /// <summary>How long a guest may take to shut down before it is ended.</summary>
    public static readonly TimeSpan ShutdownDeadline = TimeSpan.FromSeconds(30);

    /// <summary>Carries one step out.</summary>
    /// <param name="step">Which.</param>
    /// <param name="state">The VM.</param>
    /// <param name="wish">The wish that it serves; null only for failing an adopted VM that nothing is wished of yet.</param>
    /// <param name="publish">Reports the state at once, before something long.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<StepResult> CarryOutAsync(SlotStep step, SlotState state, Wish? wish, Action publish, CancellationToken cancellation) => step switch
    {
        SlotStep.Record => RecordAsync(state, wish!, cancellation),
        SlotStep.Create => maker.MakeAsync(state, wish!, publish, cancellation),
        SlotStep.KeepDisk => KeepDiskAsync(state, wish!.Spec!.DesktopDisk!, cancellation),
        SlotStep.Pause => PauseAsync(state, cancellation),
        SlotStep.Resume => ResumeAsync(state, cancellation),
        SlotStep.Fail => Task.FromResult(Fail(state, wish)),
        SlotStep.ShutDown => ShutDownAsync(state, publish, cancellation),
        SlotStep.Remove => RemoveAsync(state, publish, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "Nothing to carry out."),
    };

    /// <summary>
    /// When the disk is full, memory has to do: what follows can be repeated or is the removal that frees space, and no wish survives the
    /// connection that it came by.
    /// </summary>
    private async Task<StepResult> RecordAsync(SlotState state, Wish wish, CancellationToken cancellation)
    {
        var machine = state.Machine!;
        var result = await machine.SetGenerationAsync(wish.Generation, cancellation);
        if (result.Failure?.Kind == HypervisorFailureKind.StaleGeneration)
        {
            state.Outdate(wish, machine.Generation);
            LogOutdated(state.VmId, wish.Generation, machine.Generation);
            return StepResult.Done;
        }

        if (!result.Succeeded)
            LogNotRecorded(state.VmId, wish.Generation, result.Failure.Message);

        state.Recorded(wish.Generation);
        return StepResult.Done;
    }

    private static async Task<StepResult> KeepDiskAsync(SlotState state, string disk, CancellationToken cancellation)
    {
        var machine = state.Machine!;
        if (machine.Spec.Disk.DesktopDisk is { } other)
            return Broken(state, new SlotFailure(FailureCodes.StartFailed, $"The VM has the kept disk '{other}', not '{disk}'."));

        var result = await machine.KeepDiskAsync(disk, cancellation);
        return result.Succeeded ? StepResult.Done
            : result.Failure.Kind == HypervisorFailureKind.Exited ? new StepResult(SlotFailure.Of(result.Failure))
            : Broken(state, SlotFailure.Of(result.Failure));
    }

    private static async Task<StepResult> PauseAsync(SlotState state, CancellationToken cancellation) =>
        ToStep(await state.Machine!.PauseAsync(cancellation));

    private static async Task<StepResult> ResumeAsync(SlotState state, CancellationToken cancellation)
    {
        state.Tried();
        return ToStep(await state.Machine!.ResumeAsync(cancellation));
    }

    private StepResult Fail(SlotState state, Wish? wish)
    {
        var failure = state.Machine?.Status is { } status
            ? SlotFailure.Of(status)
            : new SlotFailure(FailureCodes.VmLost, "This host has no such VM.");
        LogFailed(state.VmId, wish?.Generation ?? state.Seen, failure.Code, failure.Detail);
        return Broken(state, failure);
    }

    private async Task<StepResult> ShutDownAsync(SlotState state, Action publish, CancellationToken cancellation)
    {
        Stop(state, publish);
        var result = await state.Machine!.ShutdownAsync(ShutdownDeadline, cancellation);
        if (!result.Succeeded)
            LogNotShutDown(state.VmId, result.Failure.Message);

        state.HasShutDown();
        return StepResult.Done;
    }

    private async Task<StepResult> RemoveAsync(SlotState state, Action publish, CancellationToken cancellation)
    {
        removed.Add(state.VmId, state.Seen);
        Stop(state, publish);
        var machine = state.Machine ?? hypervisor.Find(new MachineId(state.VmId));
        var result = machine is null ? HypervisorResult.Success : await machine.DestroyAsync(cancellation);
        if (!result.Succeeded)
        {
            LogNotRemoved(state.VmId, result.Failure.Message);
            return new StepResult(SlotFailure.Of(result.Failure));
        }

        idle.Clear(state.VmId);
        places.GiveBack(state.VmId);
        state.Leave();
        LogGone(state.VmId, state.Seen);
        return StepResult.Done;
    }

    private void Stop(SlotState state, Action publish)
    {
        state.Stop();
        consoles.Cut(state.VmId, ConsoleEnd.VmStopping);
        publish();
    }

    private static StepResult Broken(SlotState state, SlotFailure failure)
    {
        state.Fail(failure);
        return StepResult.Done;
    }

    private static StepResult ToStep(HypervisorResult result) => result.Succeeded ? StepResult.Done : new StepResult(SlotFailure.Of(result.Failure));

    [LoggerMessage(4221, LogLevel.Warning, "VM {Vm}: wish {Generation} is out of date, the machine has seen {Highest}")]
    private partial void LogOutdated(Guid vm, long generation, long highest);

    [LoggerMessage(4222, LogLevel.Warning, "VM {Vm}: generation {Generation} is remembered until the agent ends, it could not be written: {Reason}")]
    private partial void LogNotRecorded(Guid vm, long generation, string reason);

    [LoggerMessage(4223, LogLevel.Warning, "VM {Vm} (generation {Generation}) failed: {Code}: {Detail}")]
    private partial void LogFailed(Guid vm, long generation, string code, string? detail);

    [LoggerMessage(4224, LogLevel.Warning, "VM {Vm} did not shut down in an orderly way and is ended: {Reason}")]
    private partial void LogNotShutDown(Guid vm, string reason);

    [LoggerMessage(4225, LogLevel.Error, "VM {Vm} could not be removed; it is tried again: {Reason}")]
    private partial void LogNotRemoved(Guid vm, string reason);

    [LoggerMessage(4226, LogLevel.Information, "VM {Vm} is gone (generation {Generation})")]
    private partial void LogGone(Guid vm, long generation);
}
