using Microsoft.Win32.SafeHandles;
using VdiPortal.Hypervisor.Linux;

namespace VdiPortal.Hypervisor.Guests;

/// <summary>Looks at what is in a pipe without taking it out, by way of a pipe of its own.</summary>
internal sealed class PipePeeker : IDisposable
{
    private const uint NonBlock = 2;
    private readonly SafeFileHandle _out;
    private readonly SafeFileHandle _in;

    /// <summary>Makes the pipe.</summary>
    public PipePeeker()
    {
        var pair = new int[2];
        LinuxFile.ThrowOnError(LibC.MakePipe(ref pair[0], LibC.CloseOnExec | LibC.NonBlock), "pipe");
        _out = new SafeFileHandle(pair[0], ownsHandle: true);
        _in = new SafeFileHandle(pair[1], ownsHandle: true);
    }

    /// <summary>Copies what is in a pipe.</summary>
    /// <returns>How many bytes; zero when there are none.</returns>
    public int Peek(SafeFileHandle pipe, Span<byte> target)
    {
        var length = (int)LibC.Tee(pipe, _in, target.Length, NonBlock);
        var done = 0;
        while (done < length)
        {
            var read = (int)LibC.Read(_out, ref target[done], length - done);
            if (read <= 0)
            {
                throw new IOException("A pipe lost what was just put into it.");
            }

            done += read;
        }

        return done;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _in.Dispose();
        _out.Dispose();
    }
}
