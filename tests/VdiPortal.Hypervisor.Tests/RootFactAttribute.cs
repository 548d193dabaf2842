using VdiPortal.Hypervisor.Linux;

namespace VdiPortal.Hypervisor.Tests;

/// <summary>A test that needs to be root, because it changes users; skipped with that reason otherwise.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    /// <summary>Decides.</summary>
    public RootFactAttribute()
    {
        if (LibC.EffectiveUser() != 0)
        {
            Skip = "Needs to be root.";
        }
    }
}
