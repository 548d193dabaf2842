using VdiPortal.Broker.Pools;

namespace VdiPortal.Broker.Catalog;

/// <summary>What a module must be before it is saved.</summary>
public static class ModuleRules
{
    /// <summary>The names of the values that are out of bounds; those of the pool in the form <c>Pool.Min</c>.</summary>
    public static IReadOnlyList<string> Invalid(Module module)
    {
        List<string> names = [];
        Check(nameof(module.Slug), module.Slug.Length is > 0 and <= 60 && module.Slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));
        Check(nameof(module.Title), module.Title.Trim().Length is > 0 and <= 80);
        Check(nameof(module.Summary), module.Summary.Length <= 200);
        Check(nameof(module.Category), module.Category.Length <= 40);
        Check(nameof(module.Machines), HasGoodMachines(module));
        names.AddRange(PoolPolicyRules.Invalid(module.Pool).Select(name => $"{nameof(module.Pool)}.{name}"));
        Check(nameof(module.Idle), module.Idle is null || IsOrdered(module.Idle));
        return names;

        void Check(string name, bool valid)
        {
            if (!valid)
                names.Add(name);
        }
    }

    private static bool HasGoodMachines(Module module) =>
        module.Machines.Count is > 0 and <= 20
        && module.Machines.All(machine => machine.Name.Length is > 0 and <= 40)
        && module.Machines.DistinctBy(machine => machine.Name).Count() == module.Machines.Count;

    private static bool IsOrdered(IdleRules idle) =>
        idle.PauseAfter > TimeSpan.Zero && idle.EndAfter > idle.PauseAfter && idle.EndAfter <= TimeSpan.FromDays(30);
}
