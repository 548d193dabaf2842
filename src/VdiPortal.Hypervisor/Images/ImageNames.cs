using System.Buffers;

namespace VdiPortal.Hypervisor.Images;

/// <summary>Which names images and kept disks may have; anything else never reaches a file name.</summary>
internal static class ImageNames
{
    public const string Qcow2 = "qcow2", Raw = "raw";
    private const int Sha256Characters = 64, MaxDesktopName = 64;
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> DesktopCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public static bool IsSha256(string? text) => text is { Length: Sha256Characters } && !text.AsSpan().ContainsAnyExcept(Hexadecimal);

    public static bool IsFormat(string? text) => text is Qcow2 or Raw;

    public static bool IsImage(ImageRef? image) => image is not null && IsSha256(image.Sha256) && IsFormat(image.Format);

    public static bool IsDesktopDisk(string? text) => text is { Length: > 0 and <= MaxDesktopName } && !text.AsSpan().ContainsAnyExcept(DesktopCharacters);
}
