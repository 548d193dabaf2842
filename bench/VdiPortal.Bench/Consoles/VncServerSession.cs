using System.Buffers.Binary;
using System.Net.Sockets;

namespace VdiPortal.Bench.Consoles;

/// <summary>One connection of <see cref="VncServer"/>.</summary>
internal sealed class VncServerSession(Socket socket)
{
    private const int RequestBytes = 10;
    private const int CutTextHead = 8;
    private static readonly byte[] FullUpdate = VncServer.FullUpdate();
    private static readonly byte[] SmallUpdate = VncServer.Update(1, 1);
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _filled;
    private int _taken;

    /// <summary>Serves until the client leaves.</summary>
    public async Task RunAsync()
    {
        using (socket)
        {
            try
            {
                await GreetAsync();
                while (await AnswerAsync())
                {
                }
            }
            catch (Exception exception) when (exception is SocketException or EndOfStreamException)
            {
                // The client left.
            }
        }
    }

    private async Task GreetAsync()
    {
        await socket.SendAsync("RFB 003.008\n"u8.ToArray());
        await TakeAsync(12);
        await socket.SendAsync(new byte[] { 1, 1 });
        await TakeAsync(1);
        await socket.SendAsync(new byte[4]);
        await TakeAsync(1);
        await socket.SendAsync(VncServer.ServerInit());
    }

    private async Task<bool> AnswerAsync()
    {
        await NeedAsync(CutTextHead);
        if (_buffer[_taken] == 6)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_taken + 4));
            await TakeAsync(CutTextHead);
            await SkipAsync(length);
            return true;
        }

        if (_buffer[_taken] != 3)
            throw new InvalidOperationException($"Message {_buffer[_taken]} was not expected.");

        await NeedAsync(RequestBytes);
        var isIncremental = _buffer[_taken + 1] == 1;
        await TakeAsync(RequestBytes);
        await (isIncremental ? SendAsync(SmallUpdate) : StreamAsync());
        return true;
    }

    private async Task StreamAsync()
    {
        for (long sent = 0; sent < VncServer.StreamBytes; sent += FullUpdate.Length)
            await SendAsync(FullUpdate);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes)..];
    }

    private async Task TakeAsync(int count)
    {
        await NeedAsync(count);
        _taken += count;
    }

    private async Task SkipAsync(int count)
    {
        while (count > 0)
        {
            await NeedAsync(1);
            var skipped = Math.Min(count, _filled - _taken);
            _taken += skipped;
            count -= skipped;
        }
    }

    /// <summary>Reads until so many bytes lie ready.</summary>
    private async ValueTask NeedAsync(int count)
    {
        if (_filled - _taken >= count)
            return;

        _buffer.AsSpan(_taken, _filled - _taken).CopyTo(_buffer);
        (_taken, _filled) = (0, _filled - _taken);
        while (_filled < count)
        {
            var read = await socket.ReceiveAsync(_buffer.AsMemory(_filled));
            _filled += read > 0 ? read : throw new EndOfStreamException();
        }
    }
}
