namespace VdiPortal.Architecture.Tests.Files;

public sealed class FileRulesTests
{
    private static readonly IReadOnlyList<Func<SourceFile, IEnumerable<string>>> Rules =
        [FileRules.TooLong, FileRules.SeveralPublicTypes, FileRules.RegistryNames, FileRules.RegistrySettings, FileRules.CatchAllFolders];

    [Fact]
    public void Every_file_keeps_the_house_rules()
    {
        var files = SourceFile.All().ToList();

        Assert.Contains(files, file => file.Path == "src/VdiPortal.Portal/Program.cs");
        Assert.Empty(files.SelectMany(file => Rules.SelectMany(rule => rule(file))));
    }

    [Theory]
    [InlineData(400, 0)]
    [InlineData(401, 1)]
    public void A_file_of_src_has_at_most_400_lines(int lines, int complaints) =>
        Assert.Equal(complaints, FileRules.TooLong(new SourceFile("src/A.cs", [.. Enumerable.Repeat("", lines)])).Count());

    [Fact]
    public void Only_src_is_held_to_a_length() =>
        Assert.Empty(FileRules.TooLong(new SourceFile("docs/a.md", [.. Enumerable.Repeat("", 1000)])));

    [Theory]
    [InlineData("public sealed class A;", "public sealed record B(int C);")]
    [InlineData("public enum A { }", "public readonly record struct B(int C);")]
    [InlineData("public interface A;", "public delegate Task<int> B(int c);")]
    [InlineData("public static partial class A", "public abstract class B<T>")]
    public void Two_public_types_in_a_file_are_found(string first, string second) =>
        Assert.Equal(["src/A.cs declares A and B; one public type to a file."], FileRules.SeveralPublicTypes(new SourceFile("src/A.cs", [first, second])));

    [Theory]
    [InlineData("internal sealed class B;")]
    [InlineData("    public sealed class B;")]
    [InlineData("/// public sealed class B;")]
    public void Internal_and_nested_types_may_stand_beside_a_public_one(string second) =>
        Assert.Empty(FileRules.SeveralPublicTypes(new SourceFile("src/A.cs", ["public sealed class A;", second])));

    [Fact]
    public void A_registrys_name_is_found()
    {
        var line = $"source https://{string.Join('.', "API", "nuget", "org")}/v3";

        Assert.Equal([$"docs/a.md:2 names {string.Join('.', "api", "nuget", "org")}."], FileRules.RegistryNames(new SourceFile("docs/a.md", ["", line])));
    }

    [Theory]
    [InlineData("NuGet.Config", "<configuration />")]
    [InlineData(".npmrc", "registry=https://example.org")]
    [InlineData("package-lock.json", "  \"resolved\": \"https://example.org/a.tgz\",")]
    public void A_package_clients_own_note_of_a_registry_is_found(string path, string line) =>
        Assert.Single(FileRules.RegistrySettings(new SourceFile(path, [line])));

    [Fact]
    public void A_folder_for_everything_is_found() =>
        Assert.Equal(["src/Utils/A.cs lies in a folder Utils."], FileRules.CatchAllFolders(new SourceFile("src/Utils/A.cs", [])));
}
