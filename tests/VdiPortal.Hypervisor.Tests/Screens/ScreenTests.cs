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
}
