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

    /// <summary>Whether another picture shows the same.</summary>
    public bool IsSameAs(Picture other) => (Width, Height) == (other.Width, other.Height) && Pixels.Span.SequenceEqual(other.Pixels.Span);

    /// <summary>The smallest rectangle outside of which another picture shows the same; its size is all that counts.</summary>
    /// <returns>Its width and height, 0 when nothing differs; the larger size of both when their sizes differ.</returns>
    public (int Width, int Height) DiffersIn(Picture other)
    {
        if ((Width, Height) != (other.Width, other.Height))
        {
            return (Math.Max(Width, other.Width), Math.Max(Height, other.Height));
        }

        int left = Stride, right = 0, top = Height, bottom = 0;
        for (var y = 0; y < Height; y++)
        {
            var from = Row(y).CommonPrefixLength(other.Row(y));
            if (from < Stride)
            {
                left = Math.Min(left, from / PixelBytes);
                right = Math.Max(right, LastDifference(Row(y), other.Row(y)) / PixelBytes);
                (top, bottom) = (Math.Min(top, y), y);
            }
        }

        return top == Height ? (0, 0) : (right - left + 1, bottom - top + 1);
    }

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
        var columns = Bounds(maxWidth, Width);
        var rows = Bounds(height, Height);
        var sums = new int[maxWidth * PixelBytes];
        for (var y = 0; y < height; y++)
        {
            AverageRows(rows[y], rows[y + 1], columns, sums, target.AsSpan(y * sums.Length, sums.Length));
        }

        return new Picture(maxWidth, height, target);
    }

    private static int LastDifference(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var at = one.Length - 1;
        while (one[at] == other[at])
        {
            at--;
        }

        return at;
    }

    private ReadOnlySpan<byte> Row(int y) => Pixels.Span.Slice(y * Stride, Stride);

    // Where each of the fewer pixels begins among the many; one more for the end.
    private static int[] Bounds(int count, int length)
    {
        var bounds = new int[count + 1];
        for (var i = 0; i <= count; i++)
        {
            bounds[i] = (int)((long)i * length / count);
        }

        return bounds;
    }

    private void AverageRows(int from, int to, int[] columns, int[] sums, Span<byte> target)
    {
        Array.Clear(sums);
        for (var y = from; y < to; y++)
        {
            AddRow(Row(y), columns, sums);
        }

        for (var x = 0; x + 1 < columns.Length; x++)
        {
            var count = (to - from) * (columns[x + 1] - columns[x]);
            for (var i = x * PixelBytes; i < (x + 1) * PixelBytes; i++)
            {
                target[i] = (byte)(sums[i] / count);
            }
        }
    }

    private static void AddRow(ReadOnlySpan<byte> row, int[] columns, Span<int> sums)
    {
        for (var x = 0; x + 1 < columns.Length; x++)
        {
            int red = 0, green = 0, blue = 0;
            for (var i = columns[x] * PixelBytes; i < columns[x + 1] * PixelBytes; i += PixelBytes)
            {
                red += row[i];
                green += row[i + 1];
                blue += row[i + 2];
            }

            sums[x * PixelBytes] += red;
            sums[(x * PixelBytes) + 1] += green;
            sums[(x * PixelBytes) + 2] += blue;
        }
    }
}
