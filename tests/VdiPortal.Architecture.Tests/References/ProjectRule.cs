namespace VdiPortal.Architecture.Tests.References;

/// <summary>What one project may reference: a row of the table "Who may know whom" in docs/architecture.md.</summary>
/// <param name="Project">Its name without the leading <c>VdiPortal.</c>.</param>
/// <param name="Projects">Projects of ours that it may reference, named likewise.</param>
/// <param name="Packages">Packages that it may reference.</param>
internal sealed record ProjectRule(string Project, string[] Projects, string[] Packages);
