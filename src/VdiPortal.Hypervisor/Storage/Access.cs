using VdiPortal.Hypervisor.Linux;

namespace VdiPortal.Hypervisor.Storage;

/// <summary>
/// The rights of everything on disk. When QEMU runs as the same user, all is 0700 and 0600. When it runs as its own, its group can pass
/// through the directories, read images and write its overlay and its run directory, and nothing else.
/// </summary>
/// <param name="QemuGroup">Group of QEMU's own user, or null when it runs as ours.</param>
internal sealed record Access(uint? QemuGroup)
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerDirectory = OwnerFile | UnixFileMode.UserExecute;
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>A directory that only we see.</summary>
    public static void MakePrivateDirectory(string path) => MakeDirectory(path, OwnerDirectory, null);

    /// <summary>A directory that QEMU passes through to files that it knows the names of.</summary>
    public void MakePassageDirectory(string path) => MakeDirectory(path, OwnerDirectory | Grant(UnixFileMode.GroupExecute), QemuGroup);

    /// <summary>A directory in which QEMU makes files.</summary>
    public void MakeSharedDirectory(string path) =>
        MakeDirectory(path, OwnerDirectory | Grant(UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute), QemuGroup);

    /// <summary>Lets QEMU read and write a file.</summary>
    public void ShareFile(string path) => Apply(path, OwnerFile | Grant(UnixFileMode.GroupRead | UnixFileMode.GroupWrite), QemuGroup);

    /// <summary>Lets QEMU, and us, only read a file.</summary>
    public void SealFile(string path) => Apply(path, ReadOnly, QemuGroup);

    /// <summary>A named pipe that QEMU reads and writes.</summary>
    public void MakeFifo(string path)
    {
        LinuxFile.MakeFifo(path, OwnerFile);
        ShareFile(path);
    }

    private static void MakeDirectory(string path, UnixFileMode mode, uint? group)
    {
        Directory.CreateDirectory(path, OwnerDirectory);
        Apply(path, mode, group);
    }

    // The group goes first: a wider mode must never meet the old group.
    private static void Apply(string path, UnixFileMode mode, uint? group)
    {
        if (group is { } id)
        {
            LinuxFile.ChangeGroup(path, id);
        }

        File.SetUnixFileMode(path, mode);
    }

    private UnixFileMode Grant(UnixFileMode mode) => QemuGroup is null ? UnixFileMode.None : mode;
}
