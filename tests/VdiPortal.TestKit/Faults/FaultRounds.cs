using System.Globalization;

namespace VdiPortal.TestKit.Faults;

/// <summary>
/// How often a fault is injected: 3 times in an ordinary run, 20 times in <c>./test soak</c>, which sets <c>VDI_FAULT_ROUNDS</c> and runs the
/// tests marked <c>[Trait("Category", "Faults")]</c>.
/// </summary>
public static class FaultRounds
{
    /// <summary>Rounds in this run.</summary>
    public static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("VDI_FAULT_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 3;

    /// <summary>The chance of all runs, so that a failure can be had again.</summary>
    public static Random NewRandom() => new(20_240_117);
}
