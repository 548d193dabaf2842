namespace VdiPortal.Hypervisor.Linux;

/// <summary>What tells quickly whether a file is still the same one, untouched. Times are nanoseconds since 1970.</summary>
/// <param name="Device">Device that it lies on.</param>
/// <param name="Inode">File number on that device.</param>
/// <param name="Length">Bytes.</param>
/// <param name="ModifiedAt">When its content was changed.</param>
/// <param name="ChangedAt">When anything about it was changed; cannot be set back by ordinary means.</param>
internal sealed record FileStamp(ulong Device, ulong Inode, long Length, long ModifiedAt, long ChangedAt)
{
    /// <summary>Two names of one file have the same identity.</summary>
    public FileIdentity Identity => new(Device, Inode);
}
