namespace VdiPortal.Hypervisor.Screens;

/// <summary>Reads the one kind of PPM that QEMU's screendump writes: P6, 255 levels.</summary>
internal static class PpmReader
{
    /// <summary>Widest and highest picture that is taken.</summary>
    public const int MaxSide = 16_384;

    /// <summary>Longest file that is taken: 21 million pixels.</summary>
    public const int MaxFileBytes = 64 * 1024 * 1024;

    /// <summary>Reads a picture.</summary>
    /// <param name="file">The whole file.</param>
    /// <returns>The picture, which shares the file's memory, or null when it is not such a file or cut short.</returns>
    public static Picture? TryRead(ReadOnlyMemory<byte> file)
    {
        var at = 0;
        if (!file.Span.StartsWith("P6"u8))
        {
            return null;
        }

        at += 2;
        var width = ReadNumber(file.Span, ref at);
        var height = ReadNumber(file.Span, ref at);
        var levels = ReadNumber(file.Span, ref at);
        if (width is < 1 or > MaxSide || height is < 1 or > MaxSide || levels != 255)
        {
            return null;
        }

        var length = (long)width * height * Picture.PixelBytes;
        at++;
        return length <= file.Length - at ? new Picture(width, height, file.Slice(at, (int)length)) : null;
    }

    private static int ReadNumber(ReadOnlySpan<byte> file, ref int at)
    {
        while (at < file.Length && file[at] is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r')
        {
            at++;
        }

        var number = 0;
        var digits = 0;
        for (; at < file.Length && digits < 6 && file[at] is >= (byte)'0' and <= (byte)'9'; at++, digits++)
        {
            number = (number * 10) + (file[at] - '0');
        }

        return digits is 0 or 6 ? -1 : number;
    }
}
