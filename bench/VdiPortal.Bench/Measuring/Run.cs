using System.Globalization;

namespace VdiPortal.Bench.Measuring;

/// <summary>One run of a benchmark.</summary>
/// <param name="Rounds">How often the main thing is measured.</param>
/// <param name="Results">Where results go, for reading by programs.</param>
/// <param name="Words">Where all else goes.</param>
internal sealed record Run(int Rounds, TextWriter Results, TextWriter Words)
{
    /// <summary>Writes a result: <c>RESULT name value unit</c>.</summary>
    public void Result(string name, double value, string unit) =>
        Results.WriteLine($"RESULT {name} {value.ToString(value < 100 ? "0.00" : "0.0", CultureInfo.InvariantCulture)} {unit}");

    /// <summary>Writes the median and the 95th percentile as two results.</summary>
    public void Result(string name, Sample sample, string unit)
    {
        Result($"{name}.p50", sample.Median, unit);
        Result($"{name}.p95", sample.Percentile(95), unit);
    }

    /// <summary>Says how far it is.</summary>
    public void Say(string words) => Words.WriteLine(words);
}
