using Microsoft.Win32.SafeHandles;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Qemu;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Images;

/// <summary>
/// The image store on disk: <c>images/SHA256</c>, read-only, and beside it <c>SHA256.json</c>, which says what the file looked like when it
/// was imported. A file without that note was not finished and does not count.
/// </summary>
internal sealed class ImageStore(HostLayout layout, Access access, ImageInspector inspector, QemuOptions options, TimeProvider time) : IImageStore, IDisposable
{
    private const string StagedPrefix = ".import-";
    private readonly ImageStamps _stamps = new(layout);
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Removes what an interrupted import left. For the owner of the data directory, before anything else.</summary>
    public void RemoveLeftovers()
    {
        foreach (var path in Directory.EnumerateFiles(layout.Images, StagedPrefix + "*"))
        {
            File.Delete(path);
        }
    }

    /// <inheritdoc/>
    public async Task<HypervisorResult<ImageInfo>> ImportAsync(
        string path, string format, IProgress<FillProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!ImageNames.IsFormat(format))
        {
            return Refused(path, $"the format '{format}' is neither qcow2 nor raw");
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            layout.Prepare(access);
            return await ImportSourceAsync(path, format, progress, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or IOException { HResult: LibC.NoEntry })
        {
            return new HypervisorFailure(HypervisorFailureKind.ImageMissing, $"There is no file {path} to import.");
        }
        catch (Exception e) when (StorageFailure.Understands(e))
        {
            return StorageFailure.From(e, $"Importing {Path.GetFileName(path)}");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<HypervisorResult<ImageInfo>> VerifyAsync(ImageRef image, ImageCheck check, CancellationToken cancellationToken = default)
    {
        if (!ImageNames.IsImage(image) || _stamps.Find(image.Sha256) is not { } stamp || stamp.Format != image.Format)
        {
            return Missing(image);
        }

        var now = LinuxFile.Stamp(layout.Image(image.Sha256));
        if (now is null || stamp.Altered)
        {
            return now is null ? Missing(image) : Altered(image);
        }

        return check == ImageCheck.Quick && now == stamp.File ? stamp.ToInfo(image.Sha256) : await VerifyContentAsync(image, stamp, now, cancellationToken);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ImageInfo> List() => [.. _stamps.All()];

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static HypervisorFailure Missing(ImageRef? image) =>
        new(HypervisorFailureKind.ImageMissing, $"The image {image?.Sha256} ({image?.Format}) is not on this host. Import it, or choose a host that has it.");

    private static HypervisorFailure Altered(ImageRef image) => new(
        HypervisorFailureKind.ImageAltered,
        $"The image {image.Sha256} has been changed since it was imported and is not used any more. Import the original again and find out who changed it.");

    private static HypervisorFailure Refused(string path, string why) =>
        new(HypervisorFailureKind.ImageRefused, $"{Path.GetFileName(path)} cannot be imported: {why}.");

    private async Task<HypervisorResult<ImageInfo>> ImportSourceAsync(string path, string format, IProgress<FillProgress>? progress, CancellationToken cancellationToken)
    {
        using var source = LinuxFile.OpenRegular(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        var length = RandomAccess.GetLength(source);
        if (length == 0 || length > options.MaxImageBytes)
        {
            return Refused(path, length == 0 ? "it is empty" : $"it is longer than {options.MaxImageBytes >> 30} GiB (Vdi:Qemu:MaxImageBytes)");
        }

        return await FindSameAsync(source, format, length, cancellationToken) is { } known
            ? known
            : await CopyAsync(source, path, format, progress, cancellationToken);
    }

    // Hashing the source is enough when something of that length is here already.
    private async Task<ImageInfo?> FindSameAsync(SafeFileHandle source, string format, long length, CancellationToken cancellationToken)
    {
        if (!_stamps.All().Any(image => image.FileBytes == length && image.Image.Format == format))
        {
            return null;
        }

        var sha256 = await ContentHash.ReadAsync(source, cancellationToken: cancellationToken);
        return (await VerifyAsync(new ImageRef(sha256, format), ImageCheck.Quick, cancellationToken)).Value;
    }

    private async Task<HypervisorResult<ImageInfo>> CopyAsync(
        SafeFileHandle source, string path, string format, IProgress<FillProgress>? progress, CancellationToken cancellationToken)
    {
        var staged = Path.Combine(layout.Images, StagedPrefix + Guid.NewGuid().ToString("N"));
        try
        {
            string sha256;
            using (var target = File.OpenHandle(staged, FileMode.CreateNew, FileAccess.Write))
            {
                sha256 = await ContentHash.ReadAsync(source, target, progress, cancellationToken);
                RandomAccess.FlushToDisk(target);
            }

            access.SealFile(staged);
            var (virtualBytes, failure) = await inspector.InspectAsync(staged, format, cancellationToken);
            return failure is null ? Publish(staged, path, new ImageRef(sha256, format), virtualBytes) : Explain(failure, path);
        }
        finally
        {
            File.Delete(staged);
        }
    }

    private static HypervisorFailure Explain(HypervisorFailure failure, string path) =>
        failure.Kind == HypervisorFailureKind.ImageRefused ? Refused(path, failure.Message) : failure;

    private HypervisorResult<ImageInfo> Publish(string staged, string source, ImageRef image, long virtualBytes)
    {
        if (_stamps.Find(image.Sha256) is { Altered: false } other && other.Format != image.Format)
        {
            return Refused(source, $"the same content is here already as {other.Format}");
        }

        var path = layout.Image(image.Sha256);
        File.Move(staged, path, overwrite: true);
        LinuxFile.FlushDirectory(layout.Images);
        var stamp = new ImageStamp(image.Format, virtualBytes, time.GetUtcNow(), LinuxFile.Stamp(path)!, Altered: false);
        _stamps.Record(image.Sha256, stamp);
        return stamp.ToInfo(image.Sha256);
    }

    private async Task<HypervisorResult<ImageInfo>> VerifyContentAsync(ImageRef image, ImageStamp stamp, FileStamp before, CancellationToken cancellationToken)
    {
        try
        {
            using var file = LinuxFile.OpenRegular(layout.Image(image.Sha256));
            var sha256 = await ContentHash.ReadAsync(file, cancellationToken: cancellationToken);
            var same = sha256 == image.Sha256 && before == LinuxFile.Stamp(layout.Image(image.Sha256));
            var found = same ? stamp with { File = before } : stamp with { Altered = true };
            if (found != stamp)
            {
                _stamps.Record(image.Sha256, found);
            }

            return same ? stamp.ToInfo(image.Sha256) : Altered(image);
        }
        catch (Exception e) when (StorageFailure.Understands(e))
        {
            return StorageFailure.From(e, $"Reading the image {image.Sha256}");
        }
    }
}
