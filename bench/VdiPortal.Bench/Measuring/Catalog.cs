using VdiPortal.Bench.Consoles;
using VdiPortal.Bench.Launching;

namespace VdiPortal.Bench.Measuring;

/// <summary>All benchmarks.</summary>
internal static class Catalog
{
    /// <summary>In the order in which they are listed.</summary>
    public static IReadOnlyList<IBenchmark> All { get; } = [new LaunchBenchmark(), new GatewayBenchmark()];
}
