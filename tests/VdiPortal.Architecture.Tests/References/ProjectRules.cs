namespace VdiPortal.Architecture.Tests.References;

/// <summary>The table "Who may know whom" as data. A project that is not in it may not exist.</summary>
internal static class ProjectRules
{
    private static readonly string[] TestPackages = ["Microsoft.NET.Test.Sdk", "xunit", "xunit.runner.visualstudio"];

    /// <summary>The rows for src, as docs/architecture.md has them.</summary>
    public static IReadOnlyList<ProjectRule> Source { get; } =
    [
        new("Broker", [], []),
        new("Vir", [], []),
        new("Hypervisor", [], []),
        new("Store", ["Broker"], ["Npgsql"]),
        new("Gateway", ["Broker"], ["Yarp.ReverseProxy"]),
        new("Host", ["Vir", "Hypervisor"], ["Microsoft.AspNetCore.SignalR.Client.Core"]),
        new("Portal", ["Broker", "Store", "Vir", "Hypervisor", "Host", "Gateway"], ["Microsoft.AspNetCore.OpenApi", "Radzen.Blazor"]),
    ];

    /// <summary>The rows for tests: each knows the project that it tests, all know the kit.</summary>
    public static IReadOnlyList<ProjectRule> Tests { get; } =
    [
        .. Source.Select(rule => new ProjectRule($"{rule.Project}.Tests", [rule.Project, "TestKit"], TestPackages)),
        new("Architecture.Tests", ["Portal", "TestKit"], [.. TestPackages, "Mono.Cecil"]),
        new("Setup.Tests", ["TestKit"], TestPackages),
        new("E2E.Kit", [], ["Microsoft.Playwright"]),
        new("E2E.Tests", ["E2E.Kit"], TestPackages),
        new("TestKit", ["Store", "Hypervisor"], ["xunit"]),
        new("Bench", ["E2E.Kit", "TestKit", "Broker", "Gateway", "Host", "Hypervisor", "Vir"], []),
    ];

    /// <summary>What tests need of the projects around the one they test, and why.</summary>
    public static IReadOnlyDictionary<string, string[]> Granted { get; } = new Dictionary<string, string[]>
    {
        ["Portal.Tests"] = ["Microsoft.AspNetCore.Mvc.Testing", "Host"],
    };
}
