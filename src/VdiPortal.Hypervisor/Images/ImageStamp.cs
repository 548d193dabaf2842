using System.Text.Json.Serialization;
using VdiPortal.Hypervisor.Linux;

namespace VdiPortal.Hypervisor.Images;

/// <summary>What is recorded beside an image when it is imported.</summary>
/// <param name="Format">Its format.</param>
/// <param name="VirtualBytes">Size of the disk that a guest sees.</param>
/// <param name="ImportedAt">When it came.</param>
/// <param name="File">What its file looked like then.</param>
/// <param name="Altered">Whether a check found its content to be another one.</param>
internal sealed record ImageStamp(string Format, long VirtualBytes, DateTimeOffset ImportedAt, FileStamp File, bool Altered)
{
    /// <summary>The public view.</summary>
    public ImageInfo ToInfo(string sha256) => new(new ImageRef(sha256, Format), File.Length, VirtualBytes, ImportedAt);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImageStamp))]
internal sealed partial class ImageStampJson : JsonSerializerContext;
