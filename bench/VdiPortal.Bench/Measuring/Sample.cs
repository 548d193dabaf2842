namespace VdiPortal.Bench.Measuring;

/// <summary>Measured values.</summary>
/// <param name="values">In any order; at least one.</param>
internal sealed class Sample(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    /// <summary>How many there are.</summary>
    public int Count => _sorted.Length;

    /// <summary>The 50th percentile.</summary>
    public double Median => Percentile(50);

    /// <summary>The value below which so many per cent lie, interpolated between the two nearest ranks.</summary>
    public double Percentile(double percent)
    {
        var rank = percent / 100 * (_sorted.Length - 1);
        var below = (int)rank;
        var above = Math.Min(below + 1, _sorted.Length - 1);
        return _sorted[below] + ((rank - below) * (_sorted[above] - _sorted[below]));
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Median,7:0.0} median {Percentile(95),7:0.0} p95 {_sorted[0],7:0.0} least {_sorted[^1],7:0.0} most, {Count} values");
}
