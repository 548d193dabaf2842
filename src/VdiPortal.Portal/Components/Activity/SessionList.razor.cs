using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;
using VdiPortal.Portal.Components.Shared;
using VdiPortal.Portal.Components.Words;

namespace VdiPortal.Portal.Components.Activity;

/// <summary>Every active session: whose, of what, where; they can be watched and ended.</summary>
public sealed partial class SessionList
{
    private const int PageSize = 50;
    private readonly HashSet<SessionId> _picked = [];
    private IReadOnlyList<SessionRow> _rows = [];
    private string _search = "";
    private bool _asking;

    [Inject]
    private SessionService Sessions { get; set; } = null!;

    [Inject]
    private HostService Hosts { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    /// <inheritdoc/>
    protected override TimeSpan Pace => TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    protected override TimeSpan? Every => TimeSpan.FromSeconds(15);

    private List<SessionRow> Found => [.. _rows.Where(row =>
        row.User.Contains(_search, StringComparison.CurrentCultureIgnoreCase)
        || row.Module.Contains(_search, StringComparison.CurrentCultureIgnoreCase)
        || row.Place.Contains(_search, StringComparison.CurrentCultureIgnoreCase))];

    private List<SessionRow> Picked => [.. _rows.Where(row => _picked.Contains(row.Session.Id))];

    private bool AllPicked => Found is { Count: > 0 } found && found.All(row => _picked.Contains(row.Session.Id));

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice notice, Principal who) => notice.Topic is ChangeTopic.Session or ChangeTopic.Vm;

    /// <inheritdoc/>
    protected override async Task LoadAsync(Principal who, CancellationToken cancellation)
    {
        var names = (await Hosts.ListAsync(who, cancellation)).ToDictionary(host => host.Id, host => host.Name);
        var vms = (await Hosts.ListVmsAsync(who, cancellation)).Where(vm => vm.SessionId is not null).ToLookup(vm => vm.SessionId!.Value);
        _rows = [.. (await Sessions.ListAllAsync(who, cancellation)).Select(session => new SessionRow(session, Place(vms[session.Id], names)))];
    }

    private string Place(IEnumerable<Vm> vms, Dictionary<HostId, string> names) => string.Join(", ", vms
        .GroupBy(vm => vm.Slot.HostId)
        .Select(group => T["Place", names.GetValueOrDefault(group.Key, ""), string.Join(", ", group.Select(vm => vm.Slot.Number + 1).Order())].Value));

    private void Pick(SessionRow row, bool picked)
    {
        if (picked)
            _picked.Add(row.Session.Id);
        else
            _picked.Remove(row.Session.Id);
    }

    private void PickAll(bool picked)
    {
        foreach (var row in Found)
            Pick(row, picked);
    }

    private async Task EndPickedAsync()
    {
        _asking = false;
        var ended = 0;
        await TryAsync(async (who, cancellation) =>
        {
            foreach (var row in Picked)
                ended += await Sessions.EndAsync(who, row.Session.Id, cancellation) ? 1 : 0;
        });
        _picked.Clear();
        Toasts.Done(T.Counted("Said.Ended", ended));
        await ReadAsync();
    }
}
