using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;
using VdiPortal.Hypervisor.Guests;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Processes;
using VdiPortal.Hypervisor.Qmp;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>Starts a new machine's QEMU on a disk that is made already, and waits until it can be spoken to.</summary>
internal sealed class QemuStarter(QemuServices services)
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(3);

    /// <summary>Starts it.</summary>
    /// <param name="machine">The machine; attached when this succeeds.</param>
    /// <param name="record">Its record.</param>
    /// <param name="host">The host's hypervisor.</param>
    /// <param name="memory">Memory that it shall use, or null for its own.</param>
    /// <param name="cancellationToken">Gives up; QEMU is killed.</param>
    /// <returns>Success, or why QEMU did not start; then no process is left.</returns>
    public async Task<HypervisorResult> StartAsync(
        QemuMachine machine, MachineRecord record, HypervisorInfo host, SafeFileHandle? memory, CancellationToken cancellationToken)
    {
        var paths = services.Layout.Of(machine.Id);
        MakeRunDirectory(paths);
        var channels = new GuestChannels(paths, machine.Spec, record, services.Watcher, services.Log);
        var attached = false;
        try
        {
            var (process, failure) = await LaunchAsync(machine.Spec, channels, record.WriteProcess, host, memory, cancellationToken);
            if (process is null)
            {
                return failure!;
            }

            attached = true;
            return await AttachAsync(machine, process, channels, cancellationToken);
        }
        finally
        {
            if (!attached)
            {
                channels.Dispose();
            }
        }
    }

    /// <summary>Makes the directory for QEMU's sockets and pipes anew.</summary>
    public void MakeRunDirectory(MachinePaths paths)
    {
        MachineRecord.DeleteTree(paths.Run);
        services.Account.Access.MakeSharedDirectory(paths.Run);
        GuestChannels.Make(paths, services.Account.Access);
    }

    /// <summary>Starts QEMU in directories that are made already, and waits until it takes commands.</summary>
    /// <param name="spec">What to start.</param>
    /// <param name="channels">Its channels, open.</param>
    /// <param name="record">Writes down which process it is.</param>
    /// <param name="host">The host's hypervisor.</param>
    /// <param name="memory">Memory that it shall use, or null for its own.</param>
    /// <param name="cancellationToken">Gives up; QEMU is killed.</param>
    /// <returns>The process, or why there is none.</returns>
    public async Task<(WatchedProcess? Process, HypervisorFailure? Failure)> LaunchAsync(
        MachineSpec spec, GuestChannels channels, Action<ProcessIdentity> record, HypervisorInfo host, SafeFileHandle? memory, CancellationToken cancellationToken)
    {
        var paths = services.Layout.Of(spec.Id);
        using var launched = services.Launcher.Start(paths, QemuCommandLine.Build(spec, services.Layout, host, services.Options), memory);
        return await WaitUntilUpAsync(launched, paths, channels, record, cancellationToken);
    }

    private static async Task<HypervisorResult> AttachAsync(QemuMachine machine, WatchedProcess process, GuestChannels channels, CancellationToken cancellationToken)
    {
        try
        {
            if (await machine.AttachAsync(process, channels, cancellationToken) is not { } error)
            {
                return HypervisorResult.Success;
            }

            await machine.KillAsync(CancellationToken.None);
            return HypervisorResult.Fail(HypervisorFailureKind.MonitorFailed, $"QEMU started but its monitor does not work: {error.Description}");
        }
        catch (OperationCanceledException)
        {
            process.TryKill();
            await machine.KillAsync(CancellationToken.None);
            throw;
        }
    }

    private async Task<(WatchedProcess? Process, HypervisorFailure? Failure)> WaitUntilUpAsync(
        Process launched, MachinePaths paths, GuestChannels channels, Action<ProcessIdentity> record, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(services.Options.StartTimeout, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var process = await FindQemuAsync(launched, paths.Control, either.Token);
            if (process is null)
            {
                return (null, QemuStartFailure.From(launched.ExitCode, channels.Errors, services.Options.Binary));
            }

            record(process.Identity);
            return (process, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await KillAsync(launched);
            return (null, new HypervisorFailure(
                HypervisorFailureKind.TimedOut, $"QEMU did not start within {services.Options.StartTimeout.TotalSeconds:0.###} s. {Printable.LastLine(channels.Errors, 300)}".TrimEnd()));
        }
        catch (Exception)
        {
            await KillAsync(launched);
            throw;
        }
    }

    // Gives null when what was launched has ended. Its own process may be a launcher's: QEMU is who listens.
    private async Task<WatchedProcess?> FindQemuAsync(Process launched, string control, CancellationToken token)
    {
        while (!launched.HasExited)
        {
            var pid = await AskWhoAnswersAsync(control, token);
            if (pid is not null && ProcFileSystem.Identify(pid.Value) is { } identity && WatchedProcess.TryOpen(identity, services.Watcher) is { } process)
            {
                return process;
            }

            await Task.Delay(Retry, services.Time, token);
        }

        return null;
    }

    // QEMU listens, and even greets, before it has understood all of its arguments: only an answer to a command says that it is up.
    private async Task<int?> AskWhoAnswersAsync(string path, CancellationToken token)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var socket = await UnixConnection.ConnectAsync(path, token);
            var pid = UnixConnection.PeerOf(socket);
            var (client, _) = await QmpClient.ConnectAsync(new NetworkStream(socket, ownsSocket: true), services.QmpOptions, _ => { }, services.Time, token);
            if (client is null)
            {
                return null;
            }

            await client.DisposeAsync();
            return pid;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private async Task KillAsync(Process launched)
    {
        if (launched.HasExited)
        {
            return;
        }

        try
        {
            launched.Kill(entireProcessTree: true);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            await services.Launcher.KillAsync(launched.Id, services.Tools, CancellationToken.None);
        }

        await launched.WaitForExitAsync(CancellationToken.None);
    }
}
