using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace VdiPortal.Hypervisor.Tests.Screens;

/// <summary>Reads the PNG files that we write, independently of the writer.</summary>
internal static class Png
{
    /// <summary>Reads one; anything unusual fails the test.</summary>
    public static (int Width, int Height, byte[] Pixels) Decode(byte[] file)
    {
        Assert.Equal([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], file[..8]);
        var header = Chunk(file, 8, "IHDR");
        var data = Chunk(file, 8 + 12 + header.Length, "IDAT");
        Chunk(file, 8 + 24 + header.Length + data.Length, "IEND");
        Assert.Equal([8, 2, 0, 0, 0], header[8..]);
        return Unfilter(BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)), data);
    }

    private static byte[] Chunk(byte[] file, int at, string type)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
        Assert.Equal(type, Encoding.ASCII.GetString(file, at + 4, 4));
        Assert.Equal(Crc(file.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
        return file[(at + 8)..(at + 8 + length)];
    }

    private static (int Width, int Height, byte[] Pixels) Unfilter(int width, int height, byte[] data)
    {
        using var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            Assert.Equal(2, zlib.ReadByte());
            var row = pixels.AsSpan(y * width * 3, width * 3);
            zlib.ReadExactly(row);
            for (var i = 0; y > 0 && i < row.Length; i++)
            {
                row[i] += pixels[((y - 1) * width * 3) + i];
            }
        }

        Assert.Equal(-1, zlib.ReadByte());
        return (width, height, pixels);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
