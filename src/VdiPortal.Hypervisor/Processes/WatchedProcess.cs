using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using VdiPortal.Hypervisor.Linux;

namespace VdiPortal.Hypervisor.Processes;

/// <summary>A process held by a pidfd: its end is seen at once, child or not, and a signal can never reach a successor of the same id.</summary>
internal sealed class WatchedProcess : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly IDisposable _watch;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WatchedProcess(ProcessIdentity identity, SafeFileHandle handle, DescriptorWatcher watcher)
    {
        Identity = identity;
        _handle = handle;
        _watch = watcher.Watch(handle, () => _ended.TrySetResult());
    }

    /// <summary>Which process.</summary>
    public ProcessIdentity Identity { get; }

    /// <summary>Completes when it has ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Whether it lives at this moment, even if its end was not reported yet.</summary>
    public bool IsAlive => ProcFileSystem.IsAlive(Identity);

    /// <summary>Takes hold of a process, or gives null when that very process is gone.</summary>
    public static WatchedProcess? TryOpen(ProcessIdentity identity, DescriptorWatcher watcher)
    {
        var descriptor = LibC.OpenProcess(identity.Pid, 0);
        if (descriptor < 0)
        {
            return Marshal.GetLastPInvokeError() == LibC.NoProcess ? null : throw LinuxFile.ErrorOf(Marshal.GetLastPInvokeError(), "pidfd_open");
        }

        var handle = LinuxFile.ToHandle(descriptor, "pidfd_open");
        // Only now does the id belong to the handle: compare who it is.
        if (ProcFileSystem.IsAlive(identity))
        {
            return new WatchedProcess(identity, handle, watcher);
        }

        handle.Dispose();
        return null;
    }

    /// <summary>Kills it. One that has ended already counts as killed.</summary>
    /// <returns>False when this user may not.</returns>
    public bool TryKill()
    {
        if (LibC.Signal(_handle, LibC.SignalKill, 0, 0) == 0)
        {
            return true;
        }

        return Marshal.GetLastPInvokeError() switch
        {
            LibC.NoProcess => true,
            LibC.NotPermitted => false,
            var errno => throw LinuxFile.ErrorOf(errno, "pidfd_send_signal"),
        };
    }

    /// <summary>Lets go of it; it goes on.</summary>
    public void Dispose()
    {
        _watch.Dispose();
        _handle.Dispose();
    }
}
