using System.Diagnostics.Metrics;
using VdiPortal.Vir.Consoles;

namespace VdiPortal.Host;

/// <summary>What the agent counts and measures; meter <c>VdiPortal.Host</c> (requirement F5).</summary>
internal sealed class HostMetrics
{
    public const string MeterName = "VdiPortal.Host";

    private static readonly KeyValuePair<string, object?> Down = new("direction", "down");
    private static readonly KeyValuePair<string, object?> Up = new("direction", "up");

    private readonly Counter<long> _bytes;
    private readonly UpDownCounter<long> _consoles;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _cut;
    private readonly Counter<long> _dials;
    private readonly Counter<long> _stale;
    private readonly Histogram<double> _resume;
    private readonly Histogram<double> _create;

    public HostMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _bytes = meter.CreateCounter<long>("vdi.host.console.bytes", "By", "Console traffic; down is towards the client.");
        _consoles = meter.CreateUpDownCounter<long>("vdi.host.console.open", "{connection}", "Open console connections, by access.");
        _refused = meter.CreateCounter<long>("vdi.host.console.refused", "{request}", "Console requests refused, by reason.");
        _cut = meter.CreateCounter<long>("vdi.host.console.cut", "{connection}", "Console connections that were ended for a fault of the client, by reason.");
        _dials = meter.CreateCounter<long>("vdi.host.portal.dials", "{attempt}", "Attempts to reach the portal, by outcome.");
        _stale = meter.CreateCounter<long>("vdi.host.wishes.refused", "{wish}", "Wishes that were out of date, by answer.");
        _resume = meter.CreateHistogram<double>("vdi.host.resume.duration", "ms", "From the wish to a paused VM running.");
        _create = meter.CreateHistogram<double>("vdi.host.create.duration", "ms", "Making and starting a VM, up to its boot.");
    }

    public void ConsoleDown(int bytes) => _bytes.Add(bytes, Down);

    public void ConsoleUp(int bytes) => _bytes.Add(bytes, Up);

    public void ConsoleOpened(ConsoleAccess access) => _consoles.Add(1, new KeyValuePair<string, object?>("access", access.ToString()));

    public void ConsoleClosed(ConsoleAccess access) => _consoles.Add(-1, new KeyValuePair<string, object?>("access", access.ToString()));

    public void ConsoleRefused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void ConsoleCut(string reason) => _cut.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Dialled(bool reached) => _dials.Add(1, new KeyValuePair<string, object?>("outcome", reached ? "reached" : "failed"));

    public void WishRefused(string answer) => _stale.Add(1, new KeyValuePair<string, object?>("answer", answer));

    public void Resumed(TimeSpan duration) => _resume.Record(duration.TotalMilliseconds);

    public void Created(TimeSpan duration) => _create.Record(duration.TotalMilliseconds);
}
