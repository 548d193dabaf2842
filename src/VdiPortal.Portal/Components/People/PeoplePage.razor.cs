using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Components.Shared;

namespace VdiPortal.Portal.Components.People;

/// <summary>The accounts: making, changing and shutting them.</summary>
public sealed partial class PeoplePage
{
    private const int PageSize = 50;
    private readonly HashSet<UserId> _picked = [];
    private IReadOnlyList<User> _users = [];
    private User? _edited;
    private string _search = "";
    private bool _creating;
    private bool _asking;

    [Inject]
    private UserService Users { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    private List<User> Found => [.. _users.Where(user =>
        user.DisplayName.Contains(_search, StringComparison.CurrentCultureIgnoreCase) || user.Name.Contains(_search, StringComparison.CurrentCultureIgnoreCase))];

    private List<User> Picked => [.. _users.Where(user => _picked.Contains(user.Id))];

    private bool AllPicked => Found is { Count: > 0 } found && found.All(user => _picked.Contains(user.Id));

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice notice, Principal who) => notice.Topic == ChangeTopic.User;

    /// <inheritdoc/>
    protected override async Task LoadAsync(Principal who, CancellationToken cancellation) => _users = await Users.ListAsync(who, cancellation);

    private void Pick(User user, bool picked)
    {
        if (!picked)
            _picked.Remove(user.Id);
        else if (user.Id != Who?.UserId)
            _picked.Add(user.Id);
    }

    private void PickAll(bool picked)
    {
        foreach (var user in Found)
            Pick(user, picked);
    }

    private async Task DisablePickedAsync(bool disabled)
    {
        _asking = false;
        var changed = 0;
        await TryAsync(async (who, cancellation) =>
        {
            foreach (var user in Picked.Where(user => user.Disabled != disabled))
            {
                if ((await Users.UpdateAsync(who, user.Id, user.DisplayName, user.Role, disabled, cancellation)).Outcome == UserOutcome.Done)
                    changed++;
            }
        });
        _picked.Clear();
        Toasts.Done(T[disabled ? "Said.Disabled" : "Said.Enabled", changed]);
        await ReadAsync();
    }

    private async Task CloseNewAsync()
    {
        _creating = false;
        await ReadAsync();
    }

    private async Task CloseEditAsync()
    {
        _edited = null;
        await ReadAsync();
    }
}
