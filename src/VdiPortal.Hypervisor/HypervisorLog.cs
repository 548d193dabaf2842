using Microsoft.Extensions.Logging;
using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Hypervisor;

/// <summary>What the hypervisor driver logs. Event ids 3000 to 3099.</summary>
internal static partial class HypervisorLog
{
    [LoggerMessage(3000, LogLevel.Information, "QEMU {Version}, machine {MachineType}, {Accelerator} ({Reason})")]
    public static partial void Probed(this ILogger log, Version version, string machineType, Accelerator accelerator, string reason);

    [LoggerMessage(3001, LogLevel.Information, "Machine {Machine} started as process {Pid}: disk {DiskMs} ms, QEMU {StartMs} ms")]
    public static partial void Started(this ILogger log, MachineId machine, int pid, long diskMs, long startMs);

    [LoggerMessage(3002, LogLevel.Warning, "Machine {Machine} could not be made: {Kind}: {Message}")]
    public static partial void NotMade(this ILogger log, MachineId machine, HypervisorFailureKind kind, string message);

    [LoggerMessage(3003, LogLevel.Information, "Machine {Machine} is ready after {Seconds} s")]
    public static partial void BecameReady(this ILogger log, MachineId machine, double seconds);

    [LoggerMessage(3004, LogLevel.Warning, "Machine {Machine} missed its ready deadline: {Reason}")]
    public static partial void MissedDeadline(this ILogger log, MachineId machine, string reason);

    [LoggerMessage(3005, LogLevel.Information, "Machine {Machine} has ended ({Exit}): {Reason}")]
    public static partial void Exited(this ILogger log, MachineId machine, MachineExit exit, string? reason);

    [LoggerMessage(3006, LogLevel.Warning, "Machine {Machine} was stopped by QEMU: {Reason}")]
    public static partial void Stalled(this ILogger log, MachineId machine, string? reason);

    [LoggerMessage(3007, LogLevel.Information, "Adopted machine {Machine}, process {Pid}, {State}")]
    public static partial void Adopted(this ILogger log, MachineId machine, int? pid, MachineState state);

    [LoggerMessage(3008, LogLevel.Warning, "Left alone at adoption: {Path}: {Reason}")]
    public static partial void LeftAlone(this ILogger log, string path, string reason);

    [LoggerMessage(3009, LogLevel.Warning, "The monitor of machine {Machine} does not answer: {Reason}")]
    public static partial void MonitorLost(this ILogger log, MachineId machine, string reason);

    [LoggerMessage(3010, LogLevel.Information, "The monitor of machine {Machine} answers again")]
    public static partial void MonitorBack(this ILogger log, MachineId machine);

    [LoggerMessage(3011, LogLevel.Warning, "Progress of machine {Machine} was not recorded")]
    public static partial void ProgressNotRecorded(this ILogger log, MachineId machine, Exception exception);

    [LoggerMessage(3012, LogLevel.Debug, "The out-of-memory rank of process {Pid} was not changed: {Reason}")]
    public static partial void OomScoreNotSet(this ILogger log, int pid, string reason);

    [LoggerMessage(3013, LogLevel.Error, "Watching machine {Machine} until it is ready failed")]
    public static partial void ReadyWatchFailed(this ILogger log, MachineId machine, Exception exception);

    [LoggerMessage(3014, LogLevel.Information, "Machine {Machine} is destroyed")]
    public static partial void Destroyed(this ILogger log, MachineId machine);

    [LoggerMessage(3015, LogLevel.Warning, "Cleaning up after machine {Machine} failed: {Reason}")]
    public static partial void NotCleanedUp(this ILogger log, MachineId machine, string reason);

    [LoggerMessage(3030, LogLevel.Warning, "Progress of machine {Machine} was not read")]
    public static partial void ProgressNotRead(this ILogger log, MachineId machine, Exception exception);
}
