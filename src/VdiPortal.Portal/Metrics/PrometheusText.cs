using System.Globalization;
using System.Text;

namespace VdiPortal.Portal.Metrics;

/// <summary>Prometheus' text format, version 0.0.4.</summary>
internal static class PrometheusText
{
    /// <summary>Its media type.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Writes the metrics.</summary>
    public static string Write(IEnumerable<Metric> metrics)
    {
        var text = new StringBuilder();
        foreach (var metric in metrics)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {metric.Name} {metric.Help.Replace("\\", "\\\\", StringComparison.Ordinal)}\n");
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {metric.Name} {TypeOf(metric.Kind)}\n");
            foreach (var (labels, series) in metric.Series)
                Write(text, metric, labels, series);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, Metric metric, string labels, MetricSeries series)
    {
        var (sum, count, atOrBelow) = series.Read();
        if (metric.Kind != MetricKind.Histogram)
        {
            Line(text, metric.Name, labels, sum);
            return;
        }

        var before = labels.Length == 0 ? "" : labels + ",";
        for (var i = 0; i < metric.Bounds.Count; i++)
            Line(text, metric.Name + "_bucket", $"{before}le=\"{Number(metric.Bounds[i])}\"", atOrBelow[i]);
        Line(text, metric.Name + "_bucket", $"{before}le=\"+Inf\"", count);
        Line(text, metric.Name + "_sum", labels, sum);
        Line(text, metric.Name + "_count", labels, count);
    }

    private static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(name).Append(labels.Length == 0 ? "" : $"{{{labels}}}").Append(' ').Append(Number(value)).Append('\n');

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string TypeOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };
}
