using System.Collections.Concurrent;
using System.Text.Json;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Images;

/// <summary>The notes beside the images, kept in memory once read.</summary>
internal sealed class ImageStamps(HostLayout layout)
{
    private readonly ConcurrentDictionary<string, ImageStamp> _known = new();

    /// <summary>Finds the note of an image, or null when there is none that can be read.</summary>
    public ImageStamp? Find(string sha256) => _known.TryGetValue(sha256, out var stamp) ? stamp : Load(sha256);

    /// <summary>Writes the note of an image, durably.</summary>
    public void Record(string sha256, ImageStamp stamp)
    {
        LinuxFile.Replace(layout.ImageStamp(sha256), JsonSerializer.SerializeToUtf8Bytes(stamp, ImageStampJson.Default.ImageStamp), durable: true);
        _known[sha256] = stamp;
    }

    /// <summary>All images with a note, in order of their names.</summary>
    public IEnumerable<ImageInfo> All() =>
        (Directory.Exists(layout.Images) ? Directory.EnumerateFiles(layout.Images, "*.json") : [])
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(ImageNames.IsSha256)
            .Order(StringComparer.Ordinal)
            .Select(sha256 => Find(sha256)?.ToInfo(sha256))
            .OfType<ImageInfo>();

    private ImageStamp? Load(string sha256)
    {
        try
        {
            var stamp = JsonSerializer.Deserialize(File.ReadAllBytes(layout.ImageStamp(sha256)), ImageStampJson.Default.ImageStamp);
            return stamp is null ? null : _known.GetOrAdd(sha256, stamp);
        }
        catch (Exception e) when (e is FileNotFoundException or JsonException)
        {
            return null;
        }
    }
}
