using VdiPortal.Hypervisor.Screens;

namespace VdiPortal.Hypervisor.Tests.Screens;

/// <summary>When a screen stands still (requirement B1).</summary>
public sealed class StillScreenTests
{
    private const int Width = 100, Height = 80;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private static readonly Picture Plain = Draw(0, 0, 0, 0), Cursor = Draw(10, 60, 9, 2);
    private readonly ManualTime _time = new();

    [Fact]
    public void The_same_picture_again_and_again_is_still() => Assert.Equal(3 * Step, Look(Plain, Plain, Plain, Plain));

    [Fact]
    public void A_blinking_cursor_is_still() => Assert.Equal(5 * Step, Look(Plain, Cursor, Cursor, Plain, Cursor, Plain));

    [Fact]
    public void A_cursor_that_moves_is_not() => Assert.Equal(TimeSpan.Zero, Look(Plain, Cursor, Plain, Draw(19, 60, 9, 2)));

    [Fact]
    public void A_character_that_is_written_is_not() =>
        Assert.Equal(Step, Look(Plain, Cursor, Plain, Draw(2, 60, 17, 16), Draw(2, 60, 8, 16)));

    [Fact]
    public void What_blinks_and_is_large_is_not() => Assert.Equal(TimeSpan.Zero, Look(Plain, Draw(5, 5, StillScreen.CursorSide + 1, 1), Plain));

    [Fact]
    public void What_stands_in_two_places_far_apart_is_not_one_cursor() =>
        Assert.Equal(TimeSpan.Zero, Look(Plain, Draw(5, 5, 2, 2, Draw(80, 70, 2, 2)), Plain));

    [Fact]
    public void Another_size_is_another_screen() => Assert.Equal(Step, Look(Plain, new Picture(Width, 1, new byte[Width * 3]), new Picture(Width, 1, new byte[Width * 3])));

    [Fact]
    public void A_screen_that_cannot_be_seen_is_not_still()
    {
        Assert.Equal(TimeSpan.Zero, Look(Plain, Plain, null));
        Assert.Equal(Step, Look(Plain, Plain));
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(0, 0, 1, 1)]
    [InlineData(99, 79, 1, 1)]
    [InlineData(0, 0, 100, 80)]
    [InlineData(30, 20, 7, 5)]
    public void Differences_have_a_size(int x, int y, int width, int height)
    {
        Assert.Equal((width, height), Draw(x, y, width, height).DiffersIn(Plain));
        Assert.Equal(width == 0, Draw(x, y, width, height).IsSameAs(Plain));
    }

    private static Picture Draw(int x, int y, int width, int height, Picture? onto = null)
    {
        var pixels = onto?.Pixels.ToArray() ?? new byte[Width * Height * 3];
        for (var row = y; row < y + height; row++)
            pixels.AsSpan(((row * Width) + x) * 3, width * 3).Fill(200);

        return new Picture(Width, Height, pixels);
    }

    /// <summary>Shows pictures to one and the same screen, a step apart; how long it has stood still at the last.</summary>
    private TimeSpan Look(params Picture?[] pictures)
    {
        var screen = new StillScreen(_time);
        var still = TimeSpan.Zero;
        foreach (var (picture, number) in pictures.Select((picture, number) => (picture, number)))
        {
            _time.Advance(number == 0 ? TimeSpan.Zero : Step);
            still = screen.Look(picture);
        }

        return still;
    }
}
