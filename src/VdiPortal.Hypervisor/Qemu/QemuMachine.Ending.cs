using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Qmp;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Qemu;

// How a machine ends, and what is kept of it.
internal sealed partial class QemuMachine
{
    private static readonly TimeSpan QuitPatience = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public async Task<HypervisorResult> KeepDiskAsync(string desktopDisk, CancellationToken cancellationToken = default)
    {
        if (!ImageNames.IsDesktopDisk(desktopDisk))
        {
            return HypervisorResult.Fail(HypervisorFailureKind.BadSpec, "A kept disk's name has 1 to 64 of a-z, 0-9 and dash.");
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            return _spec.Disk.DesktopDisk is { } present
                ? present == desktopDisk ? HypervisorResult.Success : HypervisorResult.Fail(HypervisorFailureKind.WrongState, $"The machine's disk is kept as {present} already.")
                : _spec.Replica is not null ? HypervisorResult.Fail(HypervisorFailureKind.WrongState, "The machine is forked from a replica: its disk cannot be kept without that.")
                : _session is null ? Refusal() : await Task.Run(() => KeepDisk(desktopDisk), CancellationToken.None);
        }
        catch (Exception e) when (StorageFailure.Understands(e))
        {
            return StorageFailure.From(e, $"Keeping the disk as {desktopDisk}");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<HypervisorResult> ShutdownAsync(TimeSpan deadline, CancellationToken cancellationToken = default)
    {
        if (_session is not { } session)
        {
            return HypervisorResult.Success;
        }

        _requestedEnd = true;
        var began = _services.Time.GetTimestamp();
        await ResumeAsync(cancellationToken);
        if (!_spec.HasGuestAgent
            || !(await _guest.ShutdownAsync(cancellationToken)).Succeeded
            || !await EndsWithinAsync(session, (deadline - _services.Time.GetElapsedTime(began)) / 2, cancellationToken))
        {
            await ExecuteAsync(QmpCommand.PowerButton, cancellationToken);
        }

        return await EndsWithinAsync(session, deadline - _services.Time.GetElapsedTime(began), cancellationToken)
            ? HypervisorResult.Success
            : await QuitAsync(session, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<HypervisorResult> KillAsync(CancellationToken cancellationToken = default)
    {
        if (_session is not { } session)
        {
            await _watchingExit.WaitAsync(cancellationToken);
            return HypervisorResult.Success;
        }

        _requestedEnd = true;
        try
        {
            await _services.KillAsync(session.Process, cancellationToken);
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself in this very moment.
        }

        return await EndsWithinAsync(session, QemuServices.KillPatience, cancellationToken)
            ? HypervisorResult.Success
            : HypervisorResult.Fail(HypervisorFailureKind.NotPermitted, $"QEMU (process {session.Process.Identity.Pid}) does not end. Look at it as root.");
    }

    /// <inheritdoc/>
    public async Task<HypervisorResult> DestroyAsync(CancellationToken cancellationToken = default)
    {
        var killed = await KillAsync(cancellationToken);
        if (!killed.Succeeded)
        {
            return killed;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            return _destroyed ? HypervisorResult.Success : await Task.Run(RemoveFiles, CancellationToken.None);
        }
        catch (Exception e) when (StorageFailure.Understands(e))
        {
            _services.Log.NotCleanedUp(Id, e.Message);
            return StorageFailure.From(e, "Removing the machine's files");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Removes a machine's files, the ones that say what it is last, so that a half-done removal is found and done again.</summary>
    internal static void RemoveFiles(MachinePaths paths, MachineRecord record)
    {
        File.Delete(paths.Overlay);
        MachineRecord.DeleteTree(paths.Run);
        record.Delete();
    }

    private HypervisorResult RemoveFiles()
    {
        RemoveFiles(_paths, _record);
        _destroyed = true;
        _services.Log.Destroyed(Id);
        _onDestroyed(this);
        _feed.Close();
        return HypervisorResult.Success;
    }

    // The second name comes first, then the note of it, then the first name goes: after a crash in between it is simply done again.
    private HypervisorResult KeepDisk(string name)
    {
        var target = _services.Layout.Desktop(name);
        var own = LinuxFile.Stamp(_paths.Overlay)?.Identity;
        if (LinuxFile.Stamp(target) is { } other)
        {
            if (other.Identity != own)
            {
                return HypervisorResult.Fail(HypervisorFailureKind.DiskExists, $"Another disk is kept as {name} already.");
            }
        }
        else
        {
            LinkDurably(target);
        }

        var kept = _spec with { Disk = _spec.Disk with { DesktopDisk = name } };
        _record.WriteSpec(kept);
        _spec = kept;
        File.Delete(_paths.Overlay);
        return HypervisorResult.Success;
    }

    private void LinkDurably(string target)
    {
        using (var file = File.OpenHandle(_paths.Overlay, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            LinuxFile.ThrowOnError(LibC.Flush(file), target);
        }

        LinuxFile.Link(_paths.Overlay, target);
        LinuxFile.FlushDirectory(_services.Layout.Desktops);
    }

    private async Task<HypervisorResult> QuitAsync(QemuSession session, CancellationToken cancellationToken)
    {
        await ExecuteAsync(QmpCommand.Quit, cancellationToken);
        return await EndsWithinAsync(session, QuitPatience, cancellationToken) ? HypervisorResult.Success : await KillAsync(cancellationToken);
    }

    private async Task<bool> EndsWithinAsync(QemuSession session, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (session.Process.Ended.IsCompleted || patience > TimeSpan.Zero)
        {
            try
            {
                await session.Process.Ended.WaitAsync(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, _services.Time, cancellationToken);
                await _watchingExit.WaitAsync(cancellationToken);
                return true;
            }
            catch (TimeoutException)
            {
                return false;
            }
        }

        return false;
    }
}
