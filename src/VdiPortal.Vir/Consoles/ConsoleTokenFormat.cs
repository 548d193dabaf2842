using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace VdiPortal.Vir.Consoles;

/// <summary>
/// The one binary form of a token, so that equal tokens have equal bytes: version, host, VM, generation, access, connection, expiry, nonce,
/// each of fixed length and big-endian, then the signature.
/// </summary>
internal static class ConsoleTokenFormat
{
    /// <summary>Length of what is signed, without <see cref="Context"/>.</summary>
    public const int BodyLength = 1 + 16 + 16 + 8 + 1 + 16 + 8 + 16;

    /// <summary>Length of an ECDSA P-256 signature in IEEE P1363 form.</summary>
    public const int SignatureLength = 64;

    /// <summary>Length of a whole token.</summary>
    public const int Length = BodyLength + SignatureLength;

    private const byte Version = 1;

    /// <summary>Signed before the body, so that the key's signatures over anything else never pass for tokens.</summary>
    public static ReadOnlySpan<byte> Context => "VdiPortal console token\0"u8;

    public static bool IsRightCurve(ECDsa key) => key.ExportParameters(false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value;

    public static void Write(ConsoleToken token, Span<byte> body)
    {
        body[0] = Version;
        token.HostId.TryWriteBytes(body[1..], bigEndian: true, out _);
        token.VmId.TryWriteBytes(body[17..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(body[33..], token.Generation);
        body[41] = (byte)token.Access;
        token.ConnectionId.TryWriteBytes(body[42..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(body[58..], token.ExpiresAt.ToUnixTimeMilliseconds());
        token.Nonce.TryWriteBytes(body[66..], bigEndian: true, out _);
    }

    public static ConsoleToken? Read(ReadOnlySpan<byte> body)
    {
        var access = (ConsoleAccess)body[41];
        var expires = BinaryPrimitives.ReadInt64BigEndian(body[58..]);
        if (body[0] != Version || access is not (ConsoleAccess.View or ConsoleAccess.Control) || !IsTime(expires))
            return null;

        return new ConsoleToken(
            new Guid(body.Slice(1, 16), bigEndian: true),
            new Guid(body.Slice(17, 16), bigEndian: true),
            BinaryPrimitives.ReadInt64BigEndian(body[33..]),
            access,
            new Guid(body.Slice(42, 16), bigEndian: true),
            DateTimeOffset.FromUnixTimeMilliseconds(expires),
            new Guid(body.Slice(66, 16), bigEndian: true));
    }

    /// <summary>Turns a token's text into its bytes.</summary>
    /// <returns>False when it is none: other alphabet, other length, or not the one way to write these bytes.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> token) =>
        text.Length == Base64Url.GetEncodedLength(Length)
        && Base64Url.TryDecodeFromChars(text, token, out var written)
        && written == Length
        && IsCanonical(text, token);

    private static bool IsCanonical(ReadOnlySpan<char> text, ReadOnlySpan<byte> token)
    {
        Span<char> again = stackalloc char[Base64Url.GetEncodedLength(Length)];
        return Base64Url.TryEncodeToChars(token, again, out _) && text.SequenceEqual(again);
    }

    private static bool IsTime(long milliseconds) =>
        milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
}
