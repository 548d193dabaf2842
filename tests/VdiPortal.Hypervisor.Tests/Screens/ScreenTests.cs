using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using VdiPortal.Hypervisor.Screens;

namespace VdiPortal.Hypervisor.Tests.Screens;

public sealed class ScreenTests
{
    [Fact]
    public void A_picture_survives_being_written_as_PNG()
    {
        var random = new Random(1);
        var pixels = new byte[37 * 21 * 3];
        random.NextBytes(pixels);

        var (width, height, read) = Png.Decode(PngWriter.Encode(new Picture(37, 21, pixels)));

        Assert.Equal((37, 21), (width, height));
        Assert.Equal(pixels, read);
    }

    [Fact]
    public void Scaling_down_averages()
    {
        var picture = new Picture(4, 2, new byte[] { 0, 0, 0, 100, 0, 0, 50, 50, 50, 50, 50, 50, 0, 0, 0, 100, 0, 200, 50, 50, 50, 50, 50, 50 });

        var small = picture.ScaleDown(2);

        Assert.Equal((2, 1), (small.Width, small.Height));
        Assert.Equal(new byte[] { 50, 0, 50, 50, 50, 50 }, small.Pixels.ToArray());
        Assert.Same(picture, picture.ScaleDown(4));
    }

    [Theory]
    [InlineData(1280, 800, 320, 200)]
    [InlineData(640, 400, 100, 62)]
    [InlineData(4000, 10, 16, 1)]
    public void Scaling_down_keeps_the_shape(int width, int height, int maxWidth, int expectedHeight)
    {
        var small = new Picture(width, height, new byte[width * height * 3]).ScaleDown(maxWidth);

        Assert.Equal((maxWidth, expectedHeight, maxWidth * expectedHeight * 3), (small.Width, small.Height, small.Pixels.Length));
    }

    [Fact]
    public void A_blank_screen_is_told_from_a_drawn_one()
    {
        var pixels = Enumerable.Repeat((byte)7, 30 * 3).ToArray();
        Assert.True(new Picture(10, 3, pixels).IsBlank);
        pixels[50]++;
        Assert.False(new Picture(10, 3, pixels).IsBlank);
    }

    [Theory]
    [InlineData("P6\n2 1\n255\nabcdef", true)]
    [InlineData("P6 2 1 255 abcdef", true)]
    [InlineData("P6\n2 1\n255\nabcde", false)]
    [InlineData("P5\n2 1\n255\nabcdef", false)]
    [InlineData("P6\n2 1\n65535\nabcdef", false)]
    [InlineData("P6\n99999 99999\n255\nabcdef", false)]
    [InlineData("P6\n999999999999 1\n255\nabcdef", false)]
    [InlineData("P6\n-2 1\n255\nabcdef", false)]
    [InlineData("P6\n0 1\n255\nabcdef", false)]
    [InlineData("P6", false)]
    [InlineData("", false)]
    public void Only_whole_sensible_PPM_is_taken(string file, bool good) => Assert.Equal(good, PpmReader.TryRead(Encoding.ASCII.GetBytes(file)) is not null);

    /// <summary>Reads the PNG files that we write, independently of the writer.</summary>
    private static class Png
    {
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
}
