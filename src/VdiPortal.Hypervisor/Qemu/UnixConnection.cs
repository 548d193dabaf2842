using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>Connects to a machine's Unix sockets and makes sure who is at the other end.</summary>
internal static class UnixConnection
{
    private const int SocketLevel = 1, PeerCredentials = 17;

    /// <summary>Connects.</summary>
    /// <param name="path">The socket.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static async Task<Socket> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Connects and checks that the listener is that process: a socket's path could be another's by now.</summary>
    /// <exception cref="IOException">Another process listens there.</exception>
    public static async Task<Stream> ConnectAsync(string path, int pid, CancellationToken cancellationToken)
    {
        var socket = await ConnectAsync(path, cancellationToken);
        var peer = PeerOf(socket);
        if (peer == pid)
        {
            return new NetworkStream(socket, ownsSocket: true);
        }

        socket.Dispose();
        throw new IOException($"Process {peer} listens at {path} instead of {pid}.");
    }

    /// <summary>The id of the process that listens at the other end (SO_PEERCRED, unix(7)).</summary>
    public static int PeerOf(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[12];
        socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
        return MemoryMarshal.Read<int>(credentials);
    }
}
