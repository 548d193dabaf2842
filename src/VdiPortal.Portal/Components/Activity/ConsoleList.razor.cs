using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Sessions;
using VdiPortal.Portal.Components.Shared;

namespace VdiPortal.Portal.Components.Activity;

/// <summary>Every open screen: who looks at whose desktop, from where. A cut screen may be opened again by who is allowed to.</summary>
public sealed partial class ConsoleList
{
    private const int PageSize = 50;
    private IReadOnlyList<ConsoleRow> _rows = [];
    private string _search = "";

    [Inject]
    private ConsoleService Consoles { get; set; } = null!;

    [Inject]
    private SessionService Sessions { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    /// <inheritdoc/>
    protected override TimeSpan? Every => TimeSpan.FromSeconds(15);

    private List<ConsoleRow> Found => [.. _rows.Where(row =>
        row.User.Contains(_search, StringComparison.CurrentCultureIgnoreCase)
        || row.Desktop.Contains(_search, StringComparison.CurrentCultureIgnoreCase)
        || row.From.Contains(_search, StringComparison.CurrentCultureIgnoreCase))];

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice notice, Principal who) => notice.Topic is ChangeTopic.Console or ChangeTopic.ConsoleCut;

    /// <inheritdoc/>
    protected override async Task LoadAsync(Principal who, CancellationToken cancellation)
    {
        var sessions = (await Sessions.ListAllAsync(who, cancellation)).ToDictionary(session => session.Id);
        _rows = [.. (await Consoles.ListAsync(who, cancellation)).Select(console => new ConsoleRow(
            console, sessions.TryGetValue(console.SessionId, out var session) ? T["Desktop", session.ModuleTitle, session.UserName] : ""))];
    }

    private async Task CutAsync(ConsoleRow row)
    {
        var done = false;
        if (await TryAsync(async (who, cancellation) => done = await Consoles.CutAsync(who, row.Console.Id, cancellation)))
        {
            if (done)
                Toasts.Done(T["Said.Cut", row.User]);
            else
                Toasts.Refused(T["Said.NotThere"]);
        }

        await ReadAsync();
    }
}
