using VdiPortal.TestKit;

namespace VdiPortal.Architecture.Tests.Files;

/// <summary>A file that people write, with its path below the repository.</summary>
/// <param name="Path">Relative, with forward slashes.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record SourceFile(string Path, IReadOnlyList<string> Lines)
{
    private static readonly string[] Made = ["bin", "obj", ".git", "node_modules", "artifacts", ".vs", ".idea"];
    private static readonly string[] MadeBelowRoot = ["wwwroot/lib", "wwwroot/_framework"];
    private static readonly string[] Pictures = [".png", ".ico", ".woff2", ".qcow2", ".img", ".jpg", ".gz"];

    /// <summary>Every text file of the repository that a build does not make.</summary>
    public static IEnumerable<SourceFile> All() => Below(new DirectoryInfo(RepositoryRoot.Folder))
        .Where(file => !Pictures.Contains(file.Extension))
        .Select(file => new SourceFile(Relative(file), File.ReadAllLines(file.FullName)));

    private static IEnumerable<FileInfo> Below(DirectoryInfo folder) => folder.EnumerateFileSystemInfos().Where(entry => entry.LinkTarget is null).SelectMany(entry => entry switch
    {
        DirectoryInfo inner => Made.Contains(inner.Name) || MadeBelowRoot.Contains(Relative(inner)) ? [] : Below(inner),
        FileInfo file => [file],
        _ => Enumerable.Empty<FileInfo>(),
    });

    private static string Relative(FileSystemInfo entry) => System.IO.Path.GetRelativePath(RepositoryRoot.Folder, entry.FullName);
}
