using Microsoft.Extensions.Logging;
using VdiPortal.Hypervisor;
using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Host.Slots;

/// <summary>Sets the clocks of guests that stood still, in the background (requirement B6).</summary>
internal sealed partial class GuestClock(TimeProvider time, ILogger<GuestClock> log)
{
    /// <summary>
    /// How long the guest is left alone after it was resumed: setting the clock starts programs inside, which would take the processors from its
    /// first picture.
    /// </summary>
    public static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(700);

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10)];

    /// <summary>Sets the clock, with a few attempts: an agent that was asleep may need a moment. Ends early when the machine does.</summary>
    public async Task SetAsync(IMachine machine, CancellationToken cancellation)
    {
        await Task.Delay(Calm, time, cancellation);
        for (var attempt = 0; machine.Status.State == MachineState.Running; attempt++)
        {
            var result = await machine.Guest.SetClockAsync(time.GetUtcNow(), cancellation);
            if (result.Succeeded || machine.Status.State != MachineState.Running)
                return;

            if (attempt == Pauses.Length || result.Failure.Kind == HypervisorFailureKind.GuestRefused)
            {
                LogNotSet(machine.Id, result.Failure.Message);
                return;
            }

            await Task.Delay(Pauses[attempt], time, cancellation);
        }
    }

    [LoggerMessage(4211, LogLevel.Warning, "The clock of VM {Vm} could not be set after it was resumed: {Reason}")]
    private partial void LogNotSet(MachineId vm, string reason);
}
