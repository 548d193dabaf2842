namespace VdiPortal.Portal.Metrics;

/// <summary>What was measured under one set of labels. Thread-safe.</summary>
/// <param name="bounds">Upper bounds of a histogram's buckets, rising; empty for the others.</param>
internal sealed class MetricSeries(IReadOnlyList<double> bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[bounds.Count];
    private double _sum;
    private long _count;

    /// <summary>Takes a measurement in.</summary>
    public void Add(double value)
    {
        lock (_lock)
        {
            _sum += value;
            _count++;
            for (var i = 0; i < bounds.Count; i++)
            {
                if (value <= bounds[i])
                    _counts[i]++;
            }
        }
    }

    /// <summary>Puts a value in the place of what was there.</summary>
    public void Set(double value)
    {
        lock (_lock)
            _sum = value;
    }

    /// <summary>The sum or last value, the number of measurements, and how many lie at or below each bound.</summary>
    public (double Sum, long Count, IReadOnlyList<long> AtOrBelow) Read()
    {
        lock (_lock)
            return (_sum, _count, [.. _counts]);
    }
}
