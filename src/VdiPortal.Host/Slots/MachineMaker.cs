using Microsoft.Extensions.Logging;
using VdiPortal.Hypervisor;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;

namespace VdiPortal.Host.Slots;

/// <summary>Makes and starts machines, no more at a time than there are cores.</summary>
internal sealed partial class MachineMaker(
    IHypervisor hypervisor, HostProfile profile, SlotPlaces places, HostMetrics metrics, TimeProvider time, ILogger<MachineMaker> log) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(Math.Max(1, profile.CpuCores));

    /// <summary>Makes the VM's machine; a failure is noted in its state.</summary>
    public async Task<StepResult> MakeAsync(SlotState state, Wish wish, Action publish, CancellationToken cancellation)
    {
        var (spec, failure) = SpecTranslation.Translate(wish);
        failure ??= MissingDisk(wish.Spec!);
        if (failure is null && !places.TryTake(state.VmId))
            failure = new SlotFailure(FailureCodes.NoFreeSlot, $"All {profile.Slots} slots of this host are taken.");

        if (failure is null)
            failure = await MakeAsync(state, spec!, publish, cancellation);

        if (failure is not null)
            Fail(state, failure);

        return StepResult.Done;
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<SlotFailure?> MakeAsync(SlotState state, MachineSpec spec, Action publish, CancellationToken cancellation)
    {
        var progress = new FillReport(state, publish);
        progress.Report(default);
        await _gate.WaitAsync(cancellation);
        try
        {
            var start = time.GetTimestamp();
            var made = await hypervisor.CreateAsync(spec, progress, cancellation);
            if (Machine(made, spec.Id) is not { } machine)
                return SlotFailure.Of(made.Failure!);

            state.Have(machine);
            metrics.Created(time.GetElapsedTime(start));
            LogMade(state.VmId, spec.Generation, machine.ProcessId);
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogBroken(e, state.VmId);
            return new SlotFailure(FailureCodes.StartFailed, e.Message);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A machine that is there already is the one: this VM's id is nobody else's.</summary>
    private IMachine? Machine(HypervisorResult<IMachine> made, MachineId id) =>
        made.Failure?.Kind == HypervisorFailureKind.AlreadyExists ? hypervisor.Find(id) : made.Value;

    private SlotFailure? MissingDisk(VmSpec spec) =>
        spec is { DesktopDisk: { } name, DesktopDiskExists: true } && hypervisor.DesktopDisks.List().All(disk => disk.Name != name)
            ? new SlotFailure(FailureCodes.DesktopDiskMissing, $"The kept disk '{name}' is not on this host.")
            : null;

    private void Fail(SlotState state, SlotFailure failure)
    {
        places.GiveBack(state.VmId);
        state.Fail(failure);
        LogNotMade(state.VmId, failure.Code, failure.Detail);
    }

    private sealed class FillReport(SlotState state, Action publish) : IProgress<FillProgress>
    {
        public void Report(FillProgress value)
        {
            if (state.Fill(value.Percent))
                publish();
        }
    }

    [LoggerMessage(4231, LogLevel.Information, "VM {Vm} (generation {Generation}) boots in process {Process}")]
    private partial void LogMade(Guid vm, long generation, int? process);

    [LoggerMessage(4232, LogLevel.Warning, "VM {Vm} could not be made: {Code}: {Detail}")]
    private partial void LogNotMade(Guid vm, string code, string? detail);

    [LoggerMessage(4233, LogLevel.Error, "VM {Vm} could not be made")]
    private partial void LogBroken(Exception exception, Guid vm);
}
