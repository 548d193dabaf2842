namespace VdiPortal.Portal.Tests.Support;

/// <summary>A test that mounts something; skipped with that reason for ordinary users.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    /// <summary>Decides.</summary>
    public RootFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
            Skip = "Needs to be root.";
    }
}
