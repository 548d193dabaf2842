using System.Globalization;
using System.Text;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>
/// A conversation with QEMU's debugger stub (GDB's remote serial protocol), as far as it takes to let a machine stop at an address. Connecting
/// stops a machine that runs.
/// </summary>
internal sealed class GdbConnection(Stream stream) : IAsyncDisposable
{
    private const int MaxPacket = 64 * 1024, ChecksumLength = 2;
    private const string Done = "OK";
    private readonly byte[] _buffer = new byte[4096];
    private int _next;
    private int _end;

    /// <summary>Sets a breakpoint of the processor, which leaves the guest's memory as it is.</summary>
    /// <exception cref="IOException">QEMU refuses, or the connection broke.</exception>
    public async Task InsertAsync(uint address, CancellationToken cancellationToken)
    {
        var answer = await AskAsync($"Z1,{address:x},1", cancellationToken);
        if (answer != Done)
        {
            throw new IOException($"QEMU sets no breakpoint: '{answer}'.");
        }
    }

    /// <summary>Removes a breakpoint, if there is one.</summary>
    public Task RemoveAsync(uint address, CancellationToken cancellationToken) => AskAsync($"z1,{address:x},1", cancellationToken);

    /// <summary>Where the first processor stands in real mode: segment and offset put together.</summary>
    /// <exception cref="IOException">QEMU's answer is not understood, or the connection broke.</exception>
    public async Task<uint> ReadRealModeAddressAsync(CancellationToken cancellationToken)
    {
        const int offsetAt = 16 * 8, segmentAt = offsetAt + 8 + 4, length = segmentAt + 4;
        var answer = await AskAsync("g", cancellationToken);
        if (answer.Length < length * 2 || !answer.All(char.IsAsciiHexDigit))
        {
            throw new IOException("QEMU's registers are not understood.");
        }

        var registers = Convert.FromHexString(answer[..(length * 2)]);
        return (BitConverter.ToUInt32(registers, segmentAt) << 4) + BitConverter.ToUInt32(registers, offsetAt);
    }

    /// <summary>Waits until the machine has stopped after it was let go on.</summary>
    public async Task WaitForStopAsync(CancellationToken cancellationToken)
    {
        while (!IsStop(await ReadPacketAsync(cancellationToken)))
        {
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private static bool IsStop(string packet) => packet.StartsWith('T') || packet.StartsWith('S');

    // A stop may be told at any time: it is no answer.
    private async Task<string> AskAsync(string question, CancellationToken cancellationToken)
    {
        var sum = Encoding.ASCII.GetBytes(question).Sum(b => b) & 0xff;
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"${question}#{sum:x2}")), cancellationToken);
        string answer;
        do
        {
            answer = await ReadPacketAsync(cancellationToken);
        }
        while (IsStop(answer));

        return answer;
    }

    private async Task<string> ReadPacketAsync(CancellationToken cancellationToken)
    {
        while (await ReadAsync(cancellationToken) != '$')
        {
        }

        var packet = new StringBuilder();
        for (var c = await ReadAsync(cancellationToken); c != '#'; c = await ReadAsync(cancellationToken))
        {
            if (packet.Append(c).Length > MaxPacket)
            {
                throw new IOException("QEMU's debugger stub says too much.");
            }
        }

        for (var i = 0; i < ChecksumLength; i++)
        {
            await ReadAsync(cancellationToken);
        }

        return packet.ToString();
    }

    private async ValueTask<char> ReadAsync(CancellationToken cancellationToken)
    {
        if (_next == _end)
        {
            (_next, _end) = (0, await stream.ReadAsync(_buffer, cancellationToken));
            if (_end == 0)
            {
                throw new IOException("QEMU's debugger stub has hung up.");
            }
        }

        return (char)_buffer[_next++];
    }
}
