using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Extensions;
using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Identity;

namespace VdiPortal.Portal.Components.Activity;

/// <summary>The audit log: searched, filtered, page by page, and as a table to take away.</summary>
public sealed partial class AuditList
{
    private const int PageSize = 50;

    /// <summary>One search gives 1,000 rows at most, and one of them says whether there are more.</summary>
    private const int Most = 950;
    private static readonly int[] Hours = [0, 1, 24, 168, 720];
    private IReadOnlyList<AuditRecord> _records = [];
    private string _text = "";
    private string _group = "";
    private string _outcome = "";
    private int _hours;
    private int _taken = PageSize;
    private bool _more;

    [Inject]
    private AuditService Audit { get; set; } = null!;

    /// <summary>Entries are not in the change feed; nearly everything that is audited changes something that is.</summary>
    protected override TimeSpan? Every => TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override TimeSpan Pace => TimeSpan.FromSeconds(1);

    private bool IsFiltered => _text.Length > 0 || _group.Length > 0 || _outcome.Length > 0 || _hours > 0;

    private List<(string Value, string Text)> Groups => [("", T["Audit.AllActions"].Value), .. Words.ListGroups()];

    private List<(string Value, string Text)> Outcomes =>
        [("", T["Audit.AllOutcomes"].Value), .. Enum.GetValues<AuditOutcome>().Select(outcome => (outcome.ToString(), Words.Outcome(outcome)))];

    private List<(int Value, string Text)> Ages =>
        [.. Hours.Select(hours => (hours, T[$"Audit.Hours.{hours}"].Value))];

    private AuditQuery Query => new(
        _text.Trim() is { Length: > 0 } text ? text : null,
        _group.Length > 0 ? _group : null,
        Enum.TryParse<AuditOutcome>(_outcome, out var outcome) ? outcome : null,
        _hours > 0 ? Time.GetUtcNow().AddHours(-_hours) : null);

    private string ExportAddress
    {
        get
        {
            var query = new QueryBuilder();
            Add("text", Query.Text);
            Add("action", Query.Action);
            Add("outcome", Query.Outcome?.ToString());
            Add("from", Query.From?.ToString("O"));
            return $"api/v1/audit.csv{query.ToQueryString()}";

            void Add(string name, string? value)
            {
                if (value is not null)
                    query.Add(name, value);
            }
        }
    }

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice notice, Principal who) => notice.Topic is not (ChangeTopic.Vm or ChangeTopic.Wish);

    /// <inheritdoc/>
    protected override async Task LoadAsync(Principal who, CancellationToken cancellation)
    {
        // As many as are shown already, so that nothing jumps when new ones come.
        var records = await Audit.SearchAsync(who, Query with { Take = _taken + 1 }, cancellation);
        _more = records.Count > _taken;
        _records = [.. records.Take(_taken)];
    }

    private async Task SearchAsync(string text)
    {
        _text = text;
        await AnewAsync();
    }

    private async Task ChooseGroupAsync(string group)
    {
        _group = group;
        await AnewAsync();
    }

    private async Task ChooseOutcomeAsync(string outcome)
    {
        _outcome = outcome;
        await AnewAsync();
    }

    private async Task ChooseTimeAsync(int hours)
    {
        _hours = hours;
        await AnewAsync();
    }

    private async Task ClearAsync()
    {
        (_text, _group, _outcome, _hours) = ("", "", "", 0);
        await AnewAsync();
    }

    private async Task OlderAsync()
    {
        _taken = Math.Min(_taken + PageSize, Most);
        await ReadAsync();
    }

    private async Task AnewAsync()
    {
        _taken = PageSize;
        await ReadAsync();
    }

    private static string Tone(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Done => "",
        AuditOutcome.Refused => "warn",
        _ => "bad",
    };
}
