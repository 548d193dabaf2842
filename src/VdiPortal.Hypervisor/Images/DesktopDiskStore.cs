using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Images;

/// <summary>The kept disks: <c>desktops/NAME.qcow2</c>.</summary>
internal sealed class DesktopDiskStore(HostLayout layout, DiskLeases leases) : IDesktopDiskStore
{
    private const string Extension = ".qcow2";

    /// <inheritdoc/>
    public IReadOnlyList<DesktopDisk> List() =>
    [
        .. (Directory.Exists(layout.Desktops) ? Directory.EnumerateFiles(layout.Desktops, "*" + Extension) : [])
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(ImageNames.IsDesktopDisk)
            .Order(StringComparer.Ordinal)
            .Select(Describe),
    ];

    /// <inheritdoc/>
    public Task<HypervisorResult> RemoveAsync(string name, CancellationToken cancellationToken = default)
    {
        if (!ImageNames.IsDesktopDisk(name))
        {
            return Task.FromResult(HypervisorResult.Fail(HypervisorFailureKind.BadSpec, "A kept disk's name has 1 to 64 of a-z, 0-9 and dash."));
        }

        return Task.FromResult(Remove(name));
    }

    private HypervisorResult Remove(string name)
    {
        var path = layout.Desktop(name);
        if (LinuxFile.Stamp(path) is { } stamp && leases.IsTaken(stamp.Identity))
        {
            return HypervisorResult.Fail(HypervisorFailureKind.DiskInUse, $"The disk {name} is in use by a machine. End it first.");
        }

        try
        {
            File.Delete(path);
            LinuxFile.FlushDirectory(layout.Desktops);
            return HypervisorResult.Success;
        }
        catch (Exception e) when (StorageFailure.Understands(e))
        {
            return StorageFailure.From(e, $"Removing the disk {name}");
        }
    }

    private DesktopDisk Describe(string name)
    {
        var path = layout.Desktop(name);
        var backing = Qcow2Header.TryRead(path)?.BackingFile;
        var sha256 = backing is null ? null : Path.GetFileName(backing);
        return new DesktopDisk(name, LinuxFile.OccupiedBytes(path), ImageNames.IsSha256(sha256) && backing == HostLayout.BackingName(sha256!) ? sha256 : null);
    }
}
