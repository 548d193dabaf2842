using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace VdiPortal.Hypervisor.Linux;

/// <summary>Gives an open file to the process at the other end of a Unix socket (SCM_RIGHTS, unix(7)).</summary>
internal static class DescriptorPassing
{
    private const int SocketLevel = 1, Rights = 1, NoSignal = 0x4000;

    /// <summary>Sends bytes, and the file with the first of them.</summary>
    /// <param name="socket">A connected Unix socket.</param>
    /// <param name="bytes">At least one byte; few, so that the socket takes them whole.</param>
    /// <param name="file">The file; it stays ours, too.</param>
    /// <exception cref="IOException">The other end is gone or does not read.</exception>
    public static unsafe void Send(Socket socket, ReadOnlySpan<byte> bytes, SafeFileHandle file)
    {
        var held = false;
        try
        {
            file.DangerousAddRef(ref held);
            // struct cmsghdr: length, level, type, then the descriptor; padded to eight bytes.
            Span<byte> control = stackalloc byte[24];
            control.Clear();
            MemoryMarshal.Write(control, (nint)20);
            MemoryMarshal.Write(control[8..], SocketLevel);
            MemoryMarshal.Write(control[12..], Rights);
            MemoryMarshal.Write(control[16..], (int)file.DangerousGetHandle());
            fixed (byte* data = bytes)
            fixed (byte* ancillary = control)
            {
                var piece = stackalloc nint[] { (nint)data, bytes.Length };
                var message = new LibC.MessageHeader { Pieces = piece, PieceCount = 1, Control = ancillary, ControlLength = control.Length };
                var sent = LibC.SendMessage(socket.SafeHandle, &message, NoSignal);
                LinuxFile.ThrowOnError(sent, "sendmsg");
                if (sent != bytes.Length)
                {
                    throw new IOException($"The other end took {sent} of {bytes.Length} bytes.");
                }
            }
        }
        finally
        {
            if (held)
            {
                file.DangerousRelease();
            }
        }
    }
}
