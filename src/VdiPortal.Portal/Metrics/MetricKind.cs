namespace VdiPortal.Portal.Metrics;

/// <summary>How measurements of an instrument add up.</summary>
internal enum MetricKind
{
    /// <summary>A sum that only rises.</summary>
    Counter,

    /// <summary>A sum that rises and falls, or the last value.</summary>
    Gauge,

    /// <summary>How many measurements were how large.</summary>
    Histogram,
}
