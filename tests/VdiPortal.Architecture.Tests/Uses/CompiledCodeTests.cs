using Mono.Cecil;
using VdiPortal.Architecture.Tests.References;

namespace VdiPortal.Architecture.Tests.Uses;

public sealed class CompiledCodeTests
{
    public static TheoryData<string> Projects => [.. ProjectRules.Source.Select(rule => rule.Project)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_project_uses_what_another_one_keeps_to_itself(string project)
    {
        using var assembly = Read($"VdiPortal.{project}");

        Assert.Empty(UseCheck.Find(assembly, UseRules.All).Distinct());
    }

    [Theory]
    [InlineData("VdiPortal.Store", "Npgsql")]
    [InlineData("VdiPortal.Gateway", "YARP")]
    [InlineData("VdiPortal.Portal", "Radzen")]
    [InlineData("VdiPortal.Hypervisor", "process start")]
    [InlineData("VdiPortal.Portal", "the store")]
    [InlineData("VdiPortal.Portal", "the host agent")]
    public void Each_rule_sees_the_use_where_it_is_allowed(string user, string what)
    {
        var rule = UseRules.All.Single(candidate => candidate.What == what) with { May = (_, _) => false };
        using var assembly = Read(user);

        Assert.NotEmpty(UseCheck.Find(assembly, [rule]));
    }

    [Theory]
    [InlineData(typeof(Samples.InField))]
    [InlineData(typeof(Samples.InGenericArgument))]
    [InlineData(typeof(Samples.InCode))]
    [InlineData(typeof(Samples.InLambda))]
    [InlineData(typeof(Samples.InAttribute))]
    [InlineData(typeof(Samples.InBase))]
    public void A_use_is_found_wherever_it_hides(Type sample)
    {
        using var assembly = Read("VdiPortal.Architecture.Tests");
        var rule = new UseRule("the marker", type => type.Name == nameof(Samples.MarkerAttribute), (_, user) => user != sample.FullName);

        Assert.NotEmpty(UseCheck.Find(assembly, [rule]));
    }

    private static AssemblyDefinition Read(string name) => AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"));
}
