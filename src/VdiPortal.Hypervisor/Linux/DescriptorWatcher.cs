using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace VdiPortal.Hypervisor.Linux;

/// <summary>
/// One thread that sleeps in epoll until a process ends or a pipe has something to read, so that watching any number of paused machines costs
/// nothing. Reports edges: each change once. Callbacks run on that thread: they must be short and must not throw.
/// </summary>
internal sealed class DescriptorWatcher : IDisposable
{
    private const uint Readable = 0x1, HungUp = 0x10, EdgeTriggered = 0x8000_0000;
    private const int Add = 1, Remove = 2, PollCloseOnExec = 0x80000;
    private readonly SafeFileHandle _poll;
    private readonly SafeFileHandle _wake;
    private readonly ConcurrentDictionary<ulong, Action> _callbacks = new();
    private readonly Lock _gate = new();
    private readonly Thread _thread;
    private ulong _lastToken;
    private volatile bool _stopping;

    /// <summary>Starts the thread.</summary>
    public DescriptorWatcher()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            throw new PlatformNotSupportedException("The hypervisor driver runs on x86-64 Linux only.");
        }

        _poll = LinuxFile.ToHandle(LibC.CreatePoll(PollCloseOnExec), "epoll");
        _wake = LinuxFile.ToHandle(LibC.CreateEvent(0, PollCloseOnExec), "eventfd");
        Watch(_wake, static () => { });
        _thread = new Thread(Run) { IsBackground = true, Name = "vdi-descriptors" };
        _thread.Start();
    }

    /// <summary>Calls back when the descriptor becomes readable or is hung up, at first also when it is so already.</summary>
    /// <returns>Dispose to stop. A callback that has begun may still be running then.</returns>
    public IDisposable Watch(SafeFileHandle descriptor, Action callback)
    {
        var token = Interlocked.Increment(ref _lastToken);
        _callbacks[token] = callback;
        var wanted = new LibC.PollEvent { Events = Readable | HungUp | EdgeTriggered, Token = token };
        LinuxFile.ThrowOnError(LibC.ControlPoll(_poll, Add, descriptor, ref wanted), "epoll");
        return new Registration(this, descriptor, token);
    }

    /// <summary>Ends the thread. No callback runs afterwards.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_stopping)
            {
                return;
            }

            _stopping = true;
        }

        ulong one = 1;
        _ = LibC.Write(_wake, ref MemoryMarshal.AsBytes(new Span<ulong>(ref one))[0], sizeof(ulong));
        _thread.Join();
        _callbacks.Clear();
        _poll.Dispose();
        _wake.Dispose();
    }

    private void Run()
    {
        var events = new LibC.PollEvent[64];
        while (!_stopping)
        {
            var count = LibC.WaitPoll(_poll, ref events[0], events.Length, -1);
            if (count < 0 && Marshal.GetLastPInvokeError() != LibC.Interrupted)
            {
                LinuxFile.ThrowOnError(count, "epoll");
            }

            for (var i = 0; i < count && !_stopping; i++)
            {
                if (_callbacks.TryGetValue(events[i].Token, out var callback))
                {
                    callback();
                }
            }
        }
    }

    private void Forget(SafeFileHandle descriptor, ulong token)
    {
        lock (_gate)
        {
            if (_callbacks.TryRemove(token, out _) && !_stopping && !descriptor.IsClosed)
            {
                var unused = default(LibC.PollEvent);
                _ = LibC.ControlPoll(_poll, Remove, descriptor, ref unused);
            }
        }
    }

    private sealed class Registration(DescriptorWatcher owner, SafeFileHandle descriptor, ulong token) : IDisposable
    {
        public void Dispose() => owner.Forget(descriptor, token);
    }
}
