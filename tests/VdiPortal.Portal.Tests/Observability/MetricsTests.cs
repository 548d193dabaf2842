using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using VdiPortal.Portal.Metrics;
using VdiPortal.Portal.Tests.Api;

namespace VdiPortal.Portal.Tests.Observability;

/// <summary>What Prometheus and supervisors read (requirement F5).</summary>
[Collection(ApiGroup.Name)]
public sealed class MetricsTests(ApiFixture api)
{
    [Fact]
    public async Task Metrics_are_for_administrators_tokens_only()
    {
        await api.AdasSessionAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(null)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(api.Ada.Token)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(api.Trainer.Token)).Status);

        var (status, text) = await AskAsync(api.Admin.Token);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("# TYPE vdi_launches_total counter\nvdi_launches_total{kind=\"cold\"} ", text, StringComparison.Ordinal);
        Assert.Contains("vdi_launch_duration_milliseconds_bucket{kind=\"cold\",le=\"+Inf\"} ", text, StringComparison.Ordinal);
        Assert.Contains("vdi_machine_starts_total{outcome=\"Started\"} ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_names_what_was_looked_at_and_nothing_more()
    {
        using var http = api.Portal.NewClient();

        Assert.Equal("{\"status\":\"Healthy\",\"checks\":{\"database\":\"Healthy\",\"agent\":\"Healthy\"}}", await http.GetStringAsync("/health/ready"));
    }

    [Fact]
    public void Instruments_become_lines_of_the_text_format()
    {
        using var services = new ServiceCollection().AddMetrics().AddSingleton<MetricCollector>().BuildServiceProvider();
        var meter = services.GetRequiredService<IMeterFactory>().Create("VdiPortal.Sample");
        using var collector = Listen(services);
        var open = meter.CreateUpDownCounter<long>("vdi.open", "{thing}", "Open things.");
        open.Add(3, KeyValuePair.Create<string, object?>("kind", "a\"b"));
        open.Add(-1, KeyValuePair.Create<string, object?>("kind", "a\"b"));
        meter.CreateHistogram<double>("vdi.took", "s", "How long.").Record(0.3);
        meter.CreateObservableGauge("vdi.now", () => 7, "By", "Now.");

        var text = PrometheusText.Write(collector.Collect());

        Assert.Contains("# HELP vdi_open Open things.\n# TYPE vdi_open gauge\nvdi_open{kind=\"a\\\"b\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("vdi_took_seconds_bucket{le=\"0.2\"} 0\nvdi_took_seconds_bucket{le=\"0.5\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("vdi_took_seconds_sum 0.3\nvdi_took_seconds_count 1\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE vdi_now_bytes gauge\nvdi_now_bytes 7\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_without_end_are_gathered()
    {
        using var services = new ServiceCollection().AddMetrics().AddSingleton<MetricCollector>().BuildServiceProvider();
        using var collector = Listen(services);
        var counter = services.GetRequiredService<IMeterFactory>().Create("VdiPortal.Sample").CreateCounter<long>("vdi.many");
        for (var i = 0; i < 1_000; i++)
            counter.Add(1, KeyValuePair.Create<string, object?>("id", i));

        var series = Assert.Single(collector.Collect()).Series.ToList();

        Assert.Equal(Metric.MaxSeries + 1, series.Count);
        Assert.Equal(1_000 - Metric.MaxSeries, series.Single(one => one.Key == Metric.Overflow).Value.Read().Sum);
    }

    private static MetricCollector Listen(ServiceProvider services)
    {
        var collector = services.GetRequiredService<MetricCollector>();
        collector.StartAsync(CancellationToken.None);
        return collector;
    }

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(string? token)
    {
        using var http = api.Portal.NewClient(token);
        using var answer = await http.GetAsync("/metrics");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
