using System.Xml.Linq;

namespace VdiPortal.Architecture.Tests.References;

/// <summary>What a project file references, with what the files of build/ that it imports add.</summary>
/// <param name="Name">The project's name without the leading <c>VdiPortal.</c>.</param>
/// <param name="Projects">Referenced projects, named likewise.</param>
/// <param name="Packages">Referenced packages, and assemblies taken out of packages.</param>
internal sealed record ProjectFile(string Name, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    private const string Prefix = "VdiPortal.";

    /// <summary>Reads a project file and the files that it imports.</summary>
    public static ProjectFile Read(string path) => Parse(
        Path.GetFileNameWithoutExtension(path),
        XDocument.Load(path),
        import => XDocument.Load(Path.Combine(Path.GetDirectoryName(path)!, import)));

    /// <summary>Reads a project.</summary>
    /// <param name="name">Name of the file without its extension.</param>
    /// <param name="project">Its content.</param>
    /// <param name="import">Answers the content of an imported file.</param>
    public static ProjectFile Parse(string name, XDocument project, Func<string, XDocument> import)
    {
        var all = project.Descendants("Import").Select(element => import(element.Attribute("Project")!.Value)).Prepend(project).ToList();
        return new ProjectFile(
            Short(name),
            [.. Includes(all, "ProjectReference").Select(path => Short(Path.GetFileNameWithoutExtension(path)))],
            [.. Includes(all, "PackageReference"), .. Includes(all, "Reference")]);
    }

    private static string Short(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;

    private static IEnumerable<string> Includes(IEnumerable<XDocument> documents, string element) =>
        documents.SelectMany(document => document.Descendants(element)).Select(item => item.Attribute("Include")?.Value).OfType<string>();
}
