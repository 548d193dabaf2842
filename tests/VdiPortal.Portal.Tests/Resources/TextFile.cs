using System.Xml.Linq;
using VdiPortal.TestKit;

namespace VdiPortal.Portal.Tests.Resources;

/// <summary>A resource file of the portal.</summary>
/// <param name="Name">Its name without ending.</param>
/// <param name="Texts">Its texts by key.</param>
internal sealed record TextFile(string Name, IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>Where the portal's source lies.</summary>
    public static string Portal { get; } = Path.Combine(RepositoryRoot.Folder, "src", "VdiPortal.Portal");

    /// <summary>All of them by name.</summary>
    public static IReadOnlyDictionary<string, TextFile> All { get; } = Directory
        .EnumerateFiles(Path.Combine(Portal, "Resources"), "*.resx").Select(Read).ToDictionary(file => file.Name);

    private static TextFile Read(string path) => new(
        Path.GetFileNameWithoutExtension(path),
        XDocument.Load(path).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value));
}
