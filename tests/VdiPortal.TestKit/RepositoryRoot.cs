namespace VdiPortal.TestKit;

/// <summary>Where the repository lies that this test was built from.</summary>
public static class RepositoryRoot
{
    private static readonly Lazy<string> Found = new(() => Find(new DirectoryInfo(AppContext.BaseDirectory)));

    /// <summary>The folder of <c>VdiPortal.sln</c>.</summary>
    public static string Folder => Found.Value;

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new InvalidOperationException($"No VdiPortal.sln above {AppContext.BaseDirectory}."),
        _ when File.Exists(Path.Combine(folder.FullName, "VdiPortal.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
