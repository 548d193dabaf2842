using System.Xml.Linq;
using VdiPortal.TestKit;

namespace VdiPortal.Architecture.Tests.References;

public sealed class ProjectReferencesTests
{
    private static readonly IReadOnlyList<ProjectRule> Rules = [new("Broker", [], []), new("Store", ["Broker"], ["Npgsql"])];
    private static readonly Dictionary<string, string[]> Nothing = [];

    [Fact]
    public void Every_project_references_only_what_the_table_allows()
    {
        var projects = Directory.EnumerateFiles(RepositoryRoot.Folder, "VdiPortal.*.csproj", SearchOption.AllDirectories).Select(ProjectFile.Read).ToList();

        Assert.True(projects.Count >= ProjectRules.Source.Count);
        Assert.Empty(ReferenceCheck.Find(projects, [.. ProjectRules.Source, .. ProjectRules.Tests], ProjectRules.Granted));
    }

    [Fact]
    public void The_table_names_only_projects_that_exist() =>
        Assert.All(ProjectRules.Source, rule => Assert.True(Directory.Exists(Path.Combine(RepositoryRoot.Folder, "src", $"VdiPortal.{rule.Project}"))));

    [Fact]
    public void A_reference_to_a_project_that_is_not_allowed_is_found() =>
        Assert.Equal(["Broker may not reference project Store."], Check("VdiPortal.Broker", """<ProjectReference Include="../VdiPortal.Store/VdiPortal.Store.csproj" />"""));

    [Fact]
    public void A_package_that_is_not_allowed_is_found() =>
        Assert.Equal(["Broker may not reference package Npgsql."], Check("VdiPortal.Broker", """<PackageReference Include="Npgsql" />"""));

    [Fact]
    public void A_reference_in_an_imported_file_is_found() =>
        Assert.Equal(["Store may not reference package Yarp.ReverseProxy."], Check("VdiPortal.Store", """<Import Project="Yarp.targets" />"""));

    [Fact]
    public void A_project_that_the_table_does_not_know_is_found() =>
        Assert.Equal(["Helpers is not in the table of projects."], Check("VdiPortal.Helpers", ""));

    [Fact]
    public void What_the_table_allows_is_not_reported() =>
        Assert.Empty(Check("VdiPortal.Store", """<ItemGroup><PackageReference Include="Npgsql" /><ProjectReference Include="../VdiPortal.Broker/VdiPortal.Broker.csproj" /></ItemGroup>"""));

    private static IEnumerable<string> Check(string name, string content) => ReferenceCheck.Find(
        [ProjectFile.Parse(name, XDocument.Parse($"<Project>{content}</Project>"), _ => XDocument.Parse("""<Project><Reference Include="Yarp.ReverseProxy" /></Project>"""))],
        Rules,
        Nothing);
}
