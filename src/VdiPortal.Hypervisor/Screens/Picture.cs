namespace VdiPortal.Hypervisor.Screens;

/// <summary>A picture of three bytes (red, green, blue) for each pixel, row after row without gaps.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">The bytes.</param>
internal sealed record Picture(int Width, int Height, ReadOnlyMemory<byte> Pixels)
{
    /// <summary>Bytes of a pixel.</summary>
    public const int PixelBytes = 3;

    /// <summary>Bytes of a row.</summary>
    public int Stride => Width * PixelBytes;

    /// <summary>Whether all pixels are the same, as before a guest has drawn anything.</summary>
    public bool IsBlank => Pixels.Span[PixelBytes..].SequenceEqual(Pixels.Span[..^PixelBytes]);

    /// <summary>Scales it down to a width by averaging; the height follows. A picture that is narrower already stays.</summary>
    /// <param name="maxWidth">Widest result in pixels, 1 or more.</param>
    public Picture ScaleDown(int maxWidth)
    {
        if (Width <= maxWidth)
        {
            return this;
        }

        var height = Math.Max(1, (int)((long)Height * maxWidth / Width));
        var target = new byte[maxWidth * height * PixelBytes];
        for (var y = 0; y < height; y++)
        {
            AverageRow(Band(y, height, Height), target.AsSpan(y * maxWidth * PixelBytes, maxWidth * PixelBytes), maxWidth);
        }

        return new Picture(maxWidth, height, target);
    }

    private static (int From, int To) Band(int index, int count, int length)
    {
        var from = (int)((long)index * length / count);
        return (from, Math.Max(from + 1, (int)((long)(index + 1) * length / count)));
    }

    private void AverageRow((int From, int To) rows, Span<byte> target, int width)
    {
        for (var x = 0; x < width; x++)
        {
            AverageBox(rows, Band(x, width, Width), target.Slice(x * PixelBytes, PixelBytes));
        }
    }

    private void AverageBox((int From, int To) rows, (int From, int To) columns, Span<byte> pixel)
    {
        int red = 0, green = 0, blue = 0;
        for (var y = rows.From; y < rows.To; y++)
        {
            var row = Pixels.Span.Slice((y * Stride) + (columns.From * PixelBytes), (columns.To - columns.From) * PixelBytes);
            for (var i = 0; i + 2 < row.Length; i += PixelBytes)
            {
                red += row[i];
                green += row[i + 1];
                blue += row[i + 2];
            }
        }

        var count = (rows.To - rows.From) * (columns.To - columns.From);
        pixel[0] = (byte)(red / count);
        pixel[1] = (byte)(green / count);
        pixel[2] = (byte)(blue / count);
    }
}
