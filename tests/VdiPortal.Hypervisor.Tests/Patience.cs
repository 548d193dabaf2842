namespace VdiPortal.Hypervisor.Tests;

/// <summary>How long tests wait for what must happen. Long, because the machine may be busy; nothing waits as long as this when all is well.</summary>
internal static class Patience
{
    /// <summary>Every wait in every test.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(180);

    /// <summary>A token that ends a test which hangs.</summary>
    public static CancellationToken Token => new CancellationTokenSource(Long).Token;
}
