using System.Buffers.Binary;
using System.IO.Compression;

namespace VdiPortal.Hypervisor.Screens;

/// <summary>Writes 8 bit RGB PNG files (W3C PNG, second edition): each row as differences to the one above, which suits screens.</summary>
internal static class PngWriter
{
    private const byte FilterUp = 2;
    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>Encodes a picture.</summary>
    /// <param name="picture">The picture.</param>
    public static byte[] Encode(Picture picture)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n']);
        WriteChunk(file, "IHDR"u8, Header(picture));
        WriteChunk(file, "IDAT"u8, Compress(picture));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Header(Picture picture)
    {
        const byte bitDepth = 8, trueColour = 2;
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), picture.Height);
        header[8] = bitDepth;
        header[9] = trueColour;
        return header;
    }

    private static ReadOnlySpan<byte> Compress(Picture picture)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var line = new byte[1 + picture.Stride];
            for (var y = 0; y < picture.Height; y++)
            {
                FilterRow(picture, y, line);
                zlib.Write(line);
            }
        }

        return packed.GetBuffer().AsSpan(0, (int)packed.Length);
    }

    private static void FilterRow(Picture picture, int y, Span<byte> line)
    {
        var row = picture.Pixels.Span.Slice(y * picture.Stride, picture.Stride);
        line[0] = FilterUp;
        line = line[1..];
        if (y == 0)
        {
            row.CopyTo(line);
            return;
        }

        var above = picture.Pixels.Span.Slice((y - 1) * picture.Stride, picture.Stride);
        for (var i = 0; i < row.Length; i++)
        {
            line[i] = (byte)(row[i] - above[i]);
        }
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            crc = CrcTable[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? 0xedb88320u ^ (value >> 1) : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
