using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace VdiPortal.Hypervisor.Images;

/// <summary>Reads a file once: to hash it, and to copy it on the way.</summary>
internal static class ContentHash
{
    private const int BufferBytes = 1024 * 1024;

    /// <summary>Hashes a file and copies it when there is a target.</summary>
    /// <param name="source">The file.</param>
    /// <param name="target">Where to copy it, or null.</param>
    /// <param name="progress">Told after each piece.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The sha-256 in lower-case hexadecimal.</returns>
    public static async Task<string> ReadAsync(
        SafeFileHandle source, SafeFileHandle? target = null, IProgress<FillProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var buffer = MemoryPool<byte>.Shared.Rent(BufferBytes);
        var total = RandomAccess.GetLength(source);
        long done = 0;
        int count;
        while ((count = await RandomAccess.ReadAsync(source, buffer.Memory, done, cancellationToken)) > 0)
        {
            var piece = buffer.Memory[..count];
            hash.AppendData(piece.Span);
            if (target is not null)
            {
                await RandomAccess.WriteAsync(target, piece, done, cancellationToken);
            }

            done += count;
            progress?.Report(new FillProgress(FillStep.Copying, done, total));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
