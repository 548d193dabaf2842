using System.Text.RegularExpressions;
using VdiPortal.Setup.Tests.Support;
using VdiPortal.TestKit;

namespace VdiPortal.Setup.Tests.Scripts;

/// <summary>Rules for all scripts.</summary>
public sealed partial class ScriptTests
{
    private static readonly string[] Folders = [".ci", "guests", "setup"];
    private static readonly string[] TestFolders = ["tests", "e2e"];

    public static TheoryData<string> All =>
    [
        "up", "test", "measure",
        .. Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Folder, folder), "*", SearchOption.AllDirectories))
            .Where(path => new FileInfo(path).LinkTarget is null && FirstLine().IsMatch(File.ReadLines(path).FirstOrDefault("")))
            .Select(path => Path.GetRelativePath(RepositoryRoot.Folder, path)),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_script_can_be_read_by_its_shell(string name)
    {
        await using var checkout = await Checkout.MakeAsync();
        var text = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Folder, name));
        checkout.Write("script", text);

        var result = await checkout.RunAsync(text.Contains("bash", StringComparison.Ordinal) ? "bash" : "sh", "-n", checkout.PathOf("../script"));

        Assert.Equal((0, ""), (result.Code, result.Errors));
    }

    [Fact]
    public async Task Every_project_of_tests_is_run_by_one_of_the_groups()
    {
        var script = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Folder, "test"));
        var grouped = Group().Matches(script).SelectMany(match => match.Groups["names"].Value.Split(' ')).Order();
        var projects = TestFolders
            .SelectMany(folder => Directory.EnumerateDirectories(Path.Combine(RepositoryRoot.Folder, folder), "*.Tests"))
            .Where(folder => Directory.EnumerateFiles(folder, "*Tests.cs", SearchOption.AllDirectories).Any())
            .Select(folder => Path.GetFileName(folder).Split('.')[1])
            .Order();

        Assert.Equal(projects, grouped);
    }

    [GeneratedRegex(@"^#!.*\b(ba|busybox )?sh\b|^# shellcheck shell=bash")]
    private static partial Regex FirstLine();

    [GeneratedRegex(@"^(?:unit|integration|e2e)=\((?<names>[A-Za-z0-9 ]+)\)", RegexOptions.Multiline)]
    private static partial Regex Group();
}
