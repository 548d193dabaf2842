namespace VdiPortal.Broker.Failures;

/// <summary>What went wrong, as data: pages and the API turn it into words that say what to do.</summary>
/// <param name="Code">The kind.</param>
/// <param name="Detail">Technical detail for administrators, at most 500 characters; null when there is none.</param>
public sealed record Failure(FailureCode Code, string? Detail = null)
{
    /// <summary>Longest detail that is kept, in characters.</summary>
    public const int DetailLimit = 500;

    /// <summary>The detail, cut to <see cref="DetailLimit"/>.</summary>
    public string? Detail { get; init; } = Detail is { Length: > DetailLimit } ? Detail[..DetailLimit] : Detail;
}
