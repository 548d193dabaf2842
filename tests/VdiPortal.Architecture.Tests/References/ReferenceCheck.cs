namespace VdiPortal.Architecture.Tests.References;

/// <summary>Compares what projects reference with what they may.</summary>
internal static class ReferenceCheck
{
    /// <summary>One sentence for each reference that no rule allows.</summary>
    public static IEnumerable<string> Find(IEnumerable<ProjectFile> projects, IReadOnlyList<ProjectRule> rules, IReadOnlyDictionary<string, string[]> granted) =>
        projects.SelectMany(project => rules.SingleOrDefault(rule => rule.Project == project.Name) is { } rule
            ? Find(project, rule, granted.GetValueOrDefault(project.Name, []))
            : [$"{project.Name} is not in the table of projects."]);

    private static IEnumerable<string> Find(ProjectFile project, ProjectRule rule, string[] granted) =>
        project.Projects.Except(rule.Projects).Except(granted).Select(other => $"{project.Name} may not reference project {other}.")
            .Concat(project.Packages.Except(rule.Packages).Except(granted).Select(package => $"{project.Name} may not reference package {package}."));
}
