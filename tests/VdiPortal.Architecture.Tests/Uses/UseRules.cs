using Mono.Cecil;

namespace VdiPortal.Architecture.Tests.Uses;

/// <summary>The ground rule of docs/architecture.md, "Npgsql only in Store, ...", as data.</summary>
internal static class UseRules
{
    private static readonly string[] ProcessTypes = ["System.Diagnostics.Process", "System.Diagnostics.ProcessStartInfo"];

    /// <summary>The rules for src.</summary>
    public static IReadOnlyList<UseRule> All { get; } =
    [
        new("Npgsql", type => IsOfAssembly(type, "Npgsql"), (assembly, _) => assembly == "VdiPortal.Store"),
        new("YARP", type => IsOfAssembly(type, "Yarp"), (assembly, _) => assembly == "VdiPortal.Gateway"),
        new("Radzen", type => IsOfAssembly(type, "Radzen"), (assembly, _) => assembly == "VdiPortal.Portal"),
        new("process start", type => ProcessTypes.Contains(type.FullName), (assembly, _) => assembly == "VdiPortal.Hypervisor"),
        new("the store", type => IsOfAssembly(type, "VdiPortal.Store"), MayCompose),
        new("the host agent", type => IsOfAssembly(type, "VdiPortal.Host"), MayCompose),
    ];

    /// <summary>Only the portal's composition root puts the store and the agent in; they themselves may use what is theirs.</summary>
    private static bool MayCompose(string assembly, string type) =>
        assembly is "VdiPortal.Store" or "VdiPortal.Host"
        || (assembly == "VdiPortal.Portal" && (type == "Program" || type.StartsWith("VdiPortal.Portal.Composition.", StringComparison.Ordinal)));

    private static bool IsOfAssembly(TypeReference type, string name) =>
        type.Scope is AssemblyNameReference scope && (scope.Name == name || scope.Name.StartsWith(name + ".", StringComparison.Ordinal));
}
