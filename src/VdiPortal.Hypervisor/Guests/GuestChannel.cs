using System.Buffers;
using System.Text;
using Microsoft.Win32.SafeHandles;
using VdiPortal.Hypervisor.Linux;

namespace VdiPortal.Hypervisor.Guests;

/// <summary>
/// The reading end of a named pipe that QEMU writes to: a serial port, a virtio port or its standard error. The kernel holds at most 64 KiB,
/// also while no agent runs, so that a guest can neither fill a disk nor get ahead of us. Nothing is taken out before what it said was
/// acted on: pieces are looked at with tee(2) first, so that an agent that dies in between finds them again.
/// </summary>
internal sealed class GuestChannel : IDisposable
{
    private const int PieceBytes = 64 * 1024;
    private readonly Lock _gate = new();
    private readonly SafeFileHandle _pipe;
    private readonly MarkerScanner _scanner;
    private readonly Action<string> _onMarker;
    private readonly List<string> _found = [];
    private readonly TailBuffer _tail = new(4 * 1024);
    private readonly IDisposable _watch;
    private PipePeeker? _peeker;
    private bool _closed;

    /// <summary>Opens the pipe and reads what is in it and what comes.</summary>
    /// <param name="path">The named pipe.</param>
    /// <param name="markers">Texts to look for.</param>
    /// <param name="onMarker">Called for each text once, on the watcher's thread, before it is taken out of the pipe. Must not throw.</param>
    /// <param name="watcher">Says when there is something to read.</param>
    public GuestChannel(string path, IEnumerable<string> markers, Action<string> onMarker, DescriptorWatcher watcher)
    {
        _scanner = new MarkerScanner(markers);
        _onMarker = onMarker;
        _pipe = LinuxFile.OpenFifo(path);
        _peeker = _scanner.Remaining > 0 ? new PipePeeker() : null;
        _watch = watcher.Watch(_pipe, Drain);
    }

    /// <summary>The last bytes that came, at most 4 KiB, for diagnosis. They are the guest's words: never to be trusted.</summary>
    public string Tail
    {
        get
        {
            lock (_gate)
            {
                return Encoding.Latin1.GetString(_tail.Bytes);
            }
        }
    }

    /// <summary>Reads what is there now.</summary>
    public void Drain()
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        lock (_gate)
        {
            while (!_closed && (_peeker is null ? TakePiece(piece) : ScanPiece(piece, _peeker)))
            {
            }
        }

        ArrayPool<byte>.Shared.Return(piece);
    }

    /// <summary>Stops reading. The pipe keeps what comes afterwards.</summary>
    public void Dispose()
    {
        _watch.Dispose();
        lock (_gate)
        {
            _closed = true;
            _pipe.Dispose();
            _peeker?.Dispose();
        }
    }

    private bool TakePiece(Span<byte> piece)
    {
        var length = (int)LibC.Read(_pipe, ref piece[0], PieceBytes);
        _tail.Append(piece[..Math.Max(0, length)]);
        return length > 0;
    }

    private bool ScanPiece(Span<byte> piece, PipePeeker peeker)
    {
        var length = peeker.Peek(_pipe, piece[..PieceBytes]);
        var done = _scanner.Scan(piece[..length], _found);
        _found.ForEach(_onMarker);
        _found.Clear();
        if (_scanner.Remaining == 0)
        {
            peeker.Dispose();
            _peeker = null;
        }

        return done > 0 && TakePiece(piece, done) && done == length;
    }

    private bool TakePiece(Span<byte> piece, int count)
    {
        var length = (int)LibC.Read(_pipe, ref piece[0], count);
        _tail.Append(piece[..Math.Max(0, length)]);
        return length == count;
    }
}
