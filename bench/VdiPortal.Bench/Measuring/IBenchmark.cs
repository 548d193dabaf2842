namespace VdiPortal.Bench.Measuring;

/// <summary>Something that <c>./measure</c> measures (docs/measures.md).</summary>
internal interface IBenchmark
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it measures, in one line.</summary>
    string Summary { get; }

    /// <summary>Rounds when none are asked for.</summary>
    int DefaultRounds { get; }

    /// <summary>Measures and writes the results.</summary>
    Task RunAsync(Run run, CancellationToken cancellation);
}
