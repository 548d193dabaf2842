using System.Security.Cryptography;
using System.Text;

namespace VdiPortal.Store.Keys;

/// <summary>The file that holds the master key: 32 random bytes in base64, readable by its owner only.</summary>
internal sealed class MasterKeyFile(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int LongestFile = 200;

    public bool Exists => File.Exists(path);

    /// <summary>Reads the key.</summary>
    /// <exception cref="MasterKeyException">It is damaged, or others may read it.</exception>
    public MasterKey Read()
    {
        if ((File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
            throw new MasterKeyException($"Others may read the master key {path}. Allow it to its owner only: chmod 600 {path}");

        Span<byte> key = stackalloc byte[MasterKey.Size + 1];
        if (new FileInfo(path).Length > LongestFile
            || !Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out var length) || length != MasterKey.Size)
        {
            throw new MasterKeyException($"The master key {path} is damaged. Restore it from a backup of the data directory.");
        }

        return new MasterKey(key[..MasterKey.Size].ToArray());
    }

    /// <summary>Makes a new key, unless somebody else makes one at the same moment: then that one stands. It is there as a whole or not at all.</summary>
    /// <returns>Whether it was made here.</returns>
    public bool Make()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, OwnerOnly | UnixFileMode.UserExecute);
        var draft = $"{path}.{Guid.NewGuid():N}";
        using (var stream = new FileStream(draft, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly,
        }))
        {
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKey.Size)) + "\n"));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
            return true;
        }
        catch (IOException) when (Exists)
        {
            File.Delete(draft);
            return false;
        }
    }

    /// <summary>Takes back a key that was made a moment ago and that nothing was encrypted with.</summary>
    public void TakeBack() => File.Delete(path);
}
