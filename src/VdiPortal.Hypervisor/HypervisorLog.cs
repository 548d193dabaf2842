using Microsoft.Extensions.Logging;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Replicas;

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

    [LoggerMessage(3016, LogLevel.Information, "Machine {Machine} was forked from replica {Replica} as process {Pid}: shell {ShellMs} ms, state {StateMs} ms")]
    public static partial void Forked(this ILogger log, MachineId machine, ReplicaId replica, int pid, double shellMs, double stateMs);

    [LoggerMessage(3017, LogLevel.Information, "Replica {Replica} is made: {Seconds} s, memory {MemoryMiB} MiB")]
    public static partial void ReplicaMade(this ILogger log, ReplicaId replica, double seconds, long memoryMiB);

    [LoggerMessage(3018, LogLevel.Warning, "Replica {Replica} could not be made: {Kind}: {Message}")]
    public static partial void ReplicaNotMade(this ILogger log, ReplicaId replica, HypervisorFailureKind kind, string message);

    [LoggerMessage(3019, LogLevel.Error, "Replica {Replica}: {Reason}")]
    public static partial void ReplicaAltered(this ILogger log, ReplicaId replica, string reason);

    [LoggerMessage(3020, LogLevel.Information, "Replica {Replica} is removed")]
    public static partial void ReplicaRemoved(this ILogger log, ReplicaId replica);

    [LoggerMessage(3021, LogLevel.Warning, "No process could be started that waits to become a machine: {Reason}")]
    public static partial void ShellNotStarted(this ILogger log, string reason);

    [LoggerMessage(3022, LogLevel.Error, "Starting processes that wait to become machines broke")]
    public static partial void ShellsBroken(this ILogger log, Exception exception);

    [LoggerMessage(3023, LogLevel.Information, "What was half made when VdiPortal ended is removed: {What} {Id}")]
    public static partial void HalfMadeRemoved(this ILogger log, string what, Guid id);

    [LoggerMessage(3024, LogLevel.Warning, "The file systems of replica {Replica} could not be frozen before its memory was; they are as after a crash in its disk alone: {Reason}")]
    public static partial void NotQuiesced(this ILogger log, ReplicaId replica, string reason);

    [LoggerMessage(3030, LogLevel.Warning, "Progress of machine {Machine} was not read")]
    public static partial void ProgressNotRead(this ILogger log, MachineId machine, Exception exception);
}
