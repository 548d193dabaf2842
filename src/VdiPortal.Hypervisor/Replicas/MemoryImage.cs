using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using VdiPortal.Hypervisor.Linux;

namespace VdiPortal.Hypervisor.Replicas;

/// <summary>Reads a machine's memory once, most of which is zeros that occupy nothing: to hash it, and to copy it on the way.</summary>
internal static class MemoryImage
{
    private const int BlockBytes = 64 * 1024;

    /// <summary>Hashes memory and copies it when there is a target; zeros become holes.</summary>
    /// <param name="source">Memory or a file of it.</param>
    /// <param name="target">Where to copy it, empty; or null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A sha-256 in lower-case hexadecimal, over each block of 64 KiB that is not all zeros, with its offset (64 bits, little-endian) before it.</returns>
    public static Task<string> ReadAsync(SafeFileHandle source, SafeFileHandle? target, CancellationToken cancellationToken) =>
        Task.Run(() => Read(source, target, cancellationToken), cancellationToken);

    private static string Read(SafeFileHandle source, SafeFileHandle? target, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = RandomAccess.GetLength(source);
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        if (target is not null)
        {
            RandomAccess.SetLength(target, length);
        }

        for (var offset = NextData(source, 0, length); offset < length; offset = NextData(source, offset + BlockBytes, length))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Take(source, target, offset, block.AsSpan(0, (int)Math.Min(BlockBytes, length - offset)), hash);
        }

        ArrayPool<byte>.Shared.Return(block);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Take(SafeFileHandle source, SafeFileHandle? target, long offset, Span<byte> block, IncrementalHash hash)
    {
        for (var done = 0; done < block.Length;)
        {
            var count = RandomAccess.Read(source, block[done..], offset + done);
            done += count > 0 ? count : throw new EndOfStreamException("The memory became shorter while it was read.");
        }

        if (block.IndexOfAnyExcept((byte)0) < 0)
        {
            return;
        }

        Span<byte> place = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(place, offset);
        hash.AppendData(place);
        hash.AppendData(block);
        if (target is not null)
        {
            RandomAccess.Write(target, block, offset);
        }
    }

    // The block in which the next byte lies that occupies something; the length when there is none.
    private static long NextData(SafeFileHandle source, long from, long length)
    {
        if (from >= length)
        {
            return length;
        }

        var found = LibC.Seek(source, from, LibC.SeekData);
        var errno = found < 0 ? Marshal.GetLastPInvokeError() : 0;
        return errno switch
        {
            LibC.NoSuchOffset => length,
            0 => found / BlockBytes * BlockBytes,
            _ => throw LinuxFile.ErrorOf(errno, "lseek"),
        };
    }
}
