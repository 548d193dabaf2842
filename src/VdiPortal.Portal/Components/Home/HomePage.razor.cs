using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Launching;
using VdiPortal.Broker.Sessions;
using VdiPortal.Portal.Components.Live;
using VdiPortal.Portal.Components.Words;
using VdiPortal.Portal.Components.Workspace;

namespace VdiPortal.Portal.Components.Home;

/// <summary>What a person can go on with and what can be launched. A launch runs inside its card; then the workspace opens by itself.</summary>
public sealed partial class HomePage
{
    private const int Page = 48;

    /// <summary>What was launched here: its workspace opens by itself.</summary>
    private readonly HashSet<SessionId> _launched = [];
    private readonly HashSet<ModuleId> _asked = [];
    private readonly Dictionary<ModuleId, LaunchOutcome> _refusals = [];
    private IReadOnlyList<CatalogEntry> _entries = [];
    private IReadOnlyList<SessionDetail> _running = [];
    private IReadOnlyList<Session> _others = [];
    private CatalogEntry? _wanted;
    private SessionDetail? _ending;
    private string _search = "";
    private string _category = "";
    private string _said = "";
    private int _shown = Page;
    private bool _left;

    [Inject]
    private CatalogService Catalog { get; set; } = null!;

    [Inject]
    private LaunchService Launches { get; set; } = null!;

    [Inject]
    private SessionService Sessions { get; set; } = null!;

    [Inject]
    private WorkspaceScreen Screen { get; set; } = null!;

    [Inject]
    private Browser Browser { get; set; } = null!;

    [Inject]
    private SessionWords Words { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override TimeSpan? Every => _running.Count > 0 ? TimeSpan.FromSeconds(20) : TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    protected override bool Holds => _left || _asked.Count > 0;

    private bool IsAdmin => Who?.Is(Role.Admin) == true;

    private List<string> Categories =>
        [.. _entries.Select(entry => entry.Module.Category).Where(category => category.Length > 0).Distinct().Order(StringComparer.CurrentCultureIgnoreCase)];

    private List<CatalogEntry> Found => [.. _entries.Where(IsFound)];

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice notice, Principal who) => notice.Topic switch
    {
        ChangeTopic.Session => notice.Scope == who.UserId.Value,
        ChangeTopic.Vm or ChangeTopic.Module or ChangeTopic.Desktop => true,
        _ => false,
    };

    /// <inheritdoc/>
    protected override bool IsUrgent(ChangeNotice notice) => notice.Topic == ChangeTopic.Session;

    /// <inheritdoc/>
    protected override async Task LoadAsync(Principal who, CancellationToken cancellation)
    {
        _entries = await Catalog.ListAsync(who, cancellation);
        var active = (await Sessions.ListMineAsync(who, cancellation)).Where(session => session.IsActive);
        List<SessionDetail> running = [];
        foreach (var session in active)
        {
            if (await Sessions.GetAsync(who, session.Id, cancellation) is { Session.IsActive: true } detail)
                running.Add(detail);
        }

        _running = [.. running.Where(detail => detail.Session.HasScreen || detail.Session.RunningAt is not null)];
        Say();
        if (running.FirstOrDefault(detail => _launched.Contains(detail.Session.Id) && CanOpen(detail)) is { } ready)
            await OpenAsync(ready);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Browser.PrepareLaunchAsync();
            await Screen.PrepareAsync();
        }
    }

    private static bool CanOpen(SessionDetail detail) => detail.Session.HasScreen || WorkspaceScreen.HasPicture(detail);

    private bool IsFound(CatalogEntry entry) =>
        (_category.Length == 0 || entry.Module.Category == _category)
        && (_search.Length == 0
            || entry.Module.Title.Contains(_search, StringComparison.CurrentCultureIgnoreCase)
            || entry.Module.Summary.Contains(_search, StringComparison.CurrentCultureIgnoreCase));

    private LaunchOutcome? Refusal(ModuleId module) => _refusals.TryGetValue(module, out var outcome) ? outcome : null;

    private void ClearSearch() => (_search, _category) = ("", "");

    private async Task LaunchAsync(CatalogEntry entry)
    {
        if (!_asked.Add(entry.Module.Id))
            return;

        _refusals.Remove(entry.Module.Id);
        await TryAsync(async (who, cancellation) =>
        {
            var result = await Launches.LaunchAsync(who, entry.Module.Id, Guid.CreateVersion7(), cancellation);
            await ArriveAsync(who, entry, result, cancellation);
        });
        _asked.Remove(entry.Module.Id);
        if (!_left)
            await ReadAsync();
    }

    private async Task ArriveAsync(Principal who, CatalogEntry entry, LaunchResult result, CancellationToken cancellation)
    {
        if (result is { Outcome: LaunchOutcome.Started or LaunchOutcome.Continued, Session: { } session })
        {
            _launched.Add(session.Id);
            if (await Sessions.GetAsync(who, session.Id, cancellation) is { } detail && CanOpen(detail))
                await OpenAsync(detail);
        }
        else if (result.Outcome == LaunchOutcome.Busy)
        {
            (_wanted, _others) = (entry, result.Others ?? []);
        }
        else
        {
            _refusals[entry.Module.Id] = result.Outcome;
        }
    }

    private async Task ContinueAsync(CatalogEntry entry)
    {
        if (entry.Session is not { } session)
            return;

        await TryAsync(async (who, cancellation) =>
        {
            if (await Sessions.GetAsync(who, session.Id, cancellation) is { } detail)
                await OpenAsync(detail);
        });
    }

    private async Task OpenAsync(SessionDetail detail)
    {
        if (_left || Who is not { } who)
            return;

        // The screen connects while the desktop wakes up. The page changes behind the picture, so that the picture need not wait for it; this page
        // ends with that, its token too.
        _left = true;
        var woken = detail.Session.State == SessionState.Paused
            ? TryAsync((person, _) => Sessions.ContinueAsync(person, detail.Session.Id, CancellationToken.None))
            : Task.CompletedTask;
        await Screen.OpenAsync(detail, who);
        await Screen.SeenAsync();
        Navigation.NavigateTo($"workspace/{detail.Session.Id}");
        await woken;
    }

    private async Task EndAsync(SessionDetail detail)
    {
        _ending = null;
        await TryAsync((who, cancellation) => Sessions.EndAsync(who, detail.Session.Id, cancellation));
        await ReadAsync();
    }

    private async Task EndAndLaunchAsync()
    {
        if (_wanted is not { } entry)
            return;

        _wanted = null;
        await TryAsync(async (who, cancellation) =>
        {
            foreach (var other in _others)
                await Sessions.EndAsync(who, other.Id, cancellation);
        });
        await LaunchAsync(entry);
    }

    private void Say()
    {
        var session = _entries.Select(entry => entry.Session).FirstOrDefault(session => session is not null && _launched.Contains(session.Id));
        if (session is null)
            return;

        // Every word once: quarters of the progress, not each per cent.
        var coarse = session with { Progress = session.Progress / 25 * 25 };
        _said = session is { State: SessionState.Failed, Failure: { } failure }
            ? $"{session.ModuleTitle}: {Words.Happened(failure.Code)}"
            : $"{session.ModuleTitle}: {Words.State(coarse)}";
    }
}
