namespace VdiPortal.Gateway.Tests;

/// <summary>How long tests wait for what must happen. Nothing waits that long when all is well.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>A token that ends a test which hangs.</summary>
    public static CancellationToken Token => new CancellationTokenSource(Limit).Token;

    public static Task Soon(this Task task) => task.WaitAsync(Limit);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit);
}
