using System.Buffers.Binary;

namespace VdiPortal.Host.Tests.Consoles.Rfb;

/// <summary>What a client such as noVNC 1.7 sends, as bytes.</summary>
internal static class ClientBytes
{
    public static readonly byte[] Handshake = [.. "RFB 003.008\n"u8, 1, 1];

    public static readonly byte[] PixelFormat = [0, 0, 0, 0, 32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 0, 8, 16, 0, 0, 0];

    public static readonly byte[] UpdateRequest = [3, 1, 0, 0, 0, 0, 5, 0, 3, 32];

    public static readonly byte[] Key = [4, 1, 0, 0, 0, 0, 0, 0x61];

    public static readonly byte[] ExtendedKey = [255, 0, 0, 1, 0, 0, 0, 0x61, 0, 0, 0, 0x1e];

    public static readonly byte[] Pointer = [5, 0x01, 0, 10, 0, 20];

    public static readonly byte[] Xvp = [250, 0, 1, 2];

    public static readonly byte[] DesktopSize = [251, 0, 5, 0, 3, 32, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 3, 32, 0, 0, 0, 0];

    /// <summary>The encodings of noVNC 1.7.0.</summary>
    public static readonly int[] NoVncEncodings =
    [
        1, 7, -260, 16, 21, 5, 2, 6, 0, -26, -254, -223, -224, -258, -261, -308, -309, -312, -313, -307,
        unchecked((int)0xC0A1E5CE), -316, 0x574D5664, -239,
    ];

    public static byte[] Encodings(params ReadOnlySpan<int> encodings)
    {
        var message = new byte[4 + (4 * encodings.Length)];
        message[0] = 2;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), (ushort)encodings.Length);
        for (var i = 0; i < encodings.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4 + (4 * i)), encodings[i]);
        return message;
    }

    public static byte[] CutText(int length, int sent)
    {
        var message = new byte[8 + sent];
        message[0] = 6;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4), length);
        message.AsSpan(8).Fill(0xFF);
        return message;
    }

    public static byte[] CutText(int length) => CutText(length, Math.Abs(length));
}
