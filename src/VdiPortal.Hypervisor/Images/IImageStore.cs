namespace VdiPortal.Hypervisor.Images;

/// <summary>The base images of one host: immutable, read-only, named by their sha-256 (requirement A12).</summary>
public interface IImageStore
{
    /// <summary>
    /// Copies a file into the store. Importing what is there already returns at once after hashing the source. Crash-safe: a file appears
    /// under its name only when it is whole and on disk.
    /// </summary>
    /// <param name="path">The file to import; it is not changed.</param>
    /// <param name="format"><c>qcow2</c> or <c>raw</c> (disks, kernels, initial RAM disks).</param>
    /// <param name="progress">Told how many bytes are copied.</param>
    /// <param name="cancellationToken">Gives up; nothing is left behind.</param>
    /// <returns>
    /// The image, or <see cref="HypervisorFailureKind.ImageMissing"/> (no such file), <see cref="HypervisorFailureKind.ImageRefused"/>
    /// (backing file, external data, encryption, absurd size, not of that format) or <see cref="HypervisorFailureKind.DiskFull"/>.
    /// </returns>
    Task<HypervisorResult<ImageInfo>> ImportAsync(string path, string format, IProgress<FillProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Compares an image with what was imported.</summary>
    /// <param name="image">Which.</param>
    /// <param name="check">How thoroughly.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>
    /// The image, or <see cref="HypervisorFailureKind.ImageMissing"/> or <see cref="HypervisorFailureKind.ImageAltered"/>. An image that failed a
    /// full check fails quick ones too until it is imported again.
    /// </returns>
    Task<HypervisorResult<ImageInfo>> VerifyAsync(ImageRef image, ImageCheck check, CancellationToken cancellationToken = default);

    /// <summary>Lists the images that the store holds, unchecked.</summary>
    /// <returns>In order of their names.</returns>
    IReadOnlyList<ImageInfo> List();
}
