using Mono.Cecil;

namespace VdiPortal.Architecture.Tests.Uses;

/// <summary>Looks through compiled code for uses that no rule allows.</summary>
internal static class UseCheck
{
    /// <summary>One sentence for each type of the assembly and each thing that it uses and may not.</summary>
    public static IEnumerable<string> Find(AssemblyDefinition assembly, IReadOnlyList<UseRule> rules) =>
        from type in assembly.MainModule.GetTypes()
        let user = Outermost(type).FullName
        from rule in rules
        where !rule.May(assembly.Name.Name, user) && UsedTypes.Of(type).Any(rule.IsIt)
        select $"{user} in {assembly.Name.Name} may not use {rule.What}.";

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
