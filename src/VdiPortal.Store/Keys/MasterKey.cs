using System.Security.Cryptography;
using System.Text;

namespace VdiPortal.Store.Keys;

/// <summary>
/// Encrypts and seals what the database keeps. The key itself never touches the database. A ciphertext is bound to the name that it was
/// made for: under another name it does not open.
/// </summary>
internal sealed class MasterKey
{
    /// <summary>Length of the key in bytes.</summary>
    public const int Size = 32;

    private const byte Format = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly byte[] _encryption;
    private readonly byte[] _sealing;

    public MasterKey(byte[] key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, Size);
        _encryption = Derive(key, "vdi encryption", Size);
        _sealing = Derive(key, "vdi sealing", Size);
        Fingerprint = Convert.ToHexStringLower(Derive(key, "vdi fingerprint", 8));
    }

    /// <summary>Tells keys apart and says nothing about them; may be shown.</summary>
    public string Fingerprint { get; }

    /// <summary>Encrypts with AES-256-GCM.</summary>
    public byte[] Encrypt(string name, ReadOnlySpan<byte> plain)
    {
        var box = new byte[1 + NonceSize + TagSize + plain.Length];
        box[0] = Format;
        var nonce = box.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_encryption, TagSize);
        aes.Encrypt(nonce, plain, box.AsSpan(1 + NonceSize + TagSize), box.AsSpan(1 + NonceSize, TagSize), Encoding.UTF8.GetBytes(name));
        return box;
    }

    /// <summary>Decrypts what <see cref="Encrypt"/> made for the same name.</summary>
    /// <exception cref="CryptographicException">It was altered, or made for another name or with another key.</exception>
    public byte[] Decrypt(string name, ReadOnlySpan<byte> box)
    {
        if (box.Length < 1 + NonceSize + TagSize || box[0] != Format)
            throw new CryptographicException($"The ciphertext of '{name}' is damaged.");

        var plain = new byte[box.Length - 1 - NonceSize - TagSize];
        using var aes = new AesGcm(_encryption, TagSize);
        aes.Decrypt(
            box.Slice(1, NonceSize), box[(1 + NonceSize + TagSize)..], box.Slice(1 + NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(name));
        return plain;
    }

    /// <summary>Seals a text that may be read by anyone but altered by none (HMAC-SHA256 over name and text).</summary>
    public byte[] Seal(string name, string text) => HMACSHA256.HashData(_sealing, Encoding.UTF8.GetBytes($"{name.Length}:{name}{text}"));

    /// <summary>Whether the text is the one that was sealed under that name.</summary>
    public bool IsSealed(string name, string text, ReadOnlySpan<byte> seal) => CryptographicOperations.FixedTimeEquals(Seal(name, text), seal);

    private static byte[] Derive(byte[] key, string purpose, int size) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, size, info: Encoding.UTF8.GetBytes(purpose));
}
