using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Launching;
using VdiPortal.Broker.Sessions;

namespace VdiPortal.Portal.Components.Workspace;

/// <summary>Where a person works: the screen fills the window, everything else stands aside.</summary>
public sealed partial class WorkspacePage : IAsyncDisposable
{
    /// <summary>A browser may say that it showed the picture so many milliseconds ago; more is not believed.</summary>
    private const double MostAgo = 10_000;

    private ElementReference _root;
    private DotNetObjectReference<WorkspacePage>? _self;
    private SessionDetail? _detail;
    private string? _host;
    private string? _relaunchProblem;
    private bool _attached;
    private bool _asking;
    private bool _details;
    private bool _waking;
    private bool _relaunching;

    /// <summary>The session.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private SessionService Sessions { get; set; } = null!;

    [Inject]
    private LaunchService Launches { get; set; } = null!;

    [Inject]
    private HostService Hosts { get; set; } = null!;

    [Inject]
    private WorkspaceScreen Screen { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override TimeSpan? Every => TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    protected override TimeSpan Pace => TimeSpan.FromMilliseconds(50);

    private bool IsMine => _detail is { } detail && detail.Session.UserId == Who?.UserId;

    private bool IsAdmin => Who?.Is(Role.Admin) == true;

    private bool HasScreen => _detail is { } detail && (detail.Session.HasScreen || WorkspaceScreen.HasPicture(detail));

    /// <summary>The browser has shown the first full picture.</summary>
    /// <param name="ago">How long ago, milliseconds.</param>
    [JSInvokable("FirstFrame")]
    public async Task NoteFirstFrameAsync(double ago)
    {
        var before = TimeSpan.FromMilliseconds(double.IsFinite(ago) ? Math.Clamp(ago, 0, MostAgo) : 0);
        if (!await TryAsync((who, cancellation) => Sessions.NoteFirstFrameAsync(who, new SessionId(Id), before, cancellation)))
            return;

        await ReadAsync();
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        _self?.Dispose();
        await Screen.CloseAsync();
    }

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice notice, Principal who) => notice.Topic switch
    {
        ChangeTopic.Session => notice.Id == Id,
        ChangeTopic.Vm => _detail is null || _detail.Vms.Any(vm => vm.Id.Value == notice.Id),
        _ => false,
    };

    /// <inheritdoc/>
    protected override bool IsUrgent(ChangeNotice notice) => notice.Topic == ChangeTopic.Session;

    /// <inheritdoc/>
    protected override async Task LoadAsync(Principal who, CancellationToken cancellation)
    {
        _detail = await Sessions.GetAsync(who, new SessionId(Id), cancellation);
        if (_detail is { Vms: [{ } first, ..] } && who.Is(Role.Admin) && _host is null)
            _host = (await Hosts.ListAsync(who, cancellation)).FirstOrDefault(host => host.Id == first.Slot.HostId)?.Name;
        _waking &= _detail?.Session.State == SessionState.Paused;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_detail is not { } detail || Who is not { } who)
            return;

        if (!HasScreen)
        {
            if (_attached || !detail.Session.IsActive)
                await Screen.CloseAsync();
            _attached = false;
            return;
        }

        // Also when machines were added or replaced; what is open stays.
        await Screen.OpenAsync(detail, who);
        if (_attached)
            return;

        _attached = true;
        _self ??= DotNetObjectReference.Create(this);
        await Screen.AttachAsync(_root, _self);
    }

    private async Task PauseAsync()
    {
        await TryAsync((who, cancellation) => Sessions.PauseAsync(who, new SessionId(Id), cancellation));
        await ReadAsync();
    }

    private async Task KeepAsync()
    {
        await TryAsync((who, cancellation) => Sessions.KeepAsync(who, new SessionId(Id), cancellation));
        await ReadAsync();
        await Screen.FocusAsync();
    }

    private async Task ResumeAsync()
    {
        _waking = true;
        await TryAsync((who, cancellation) => Sessions.ContinueAsync(who, new SessionId(Id), cancellation));
        await ReadAsync();
        await Screen.FocusAsync();
    }

    private async Task EndAsync(SessionDetail detail)
    {
        _asking = false;
        if (await TryAsync((who, cancellation) => Sessions.EndAsync(who, detail.Session.Id, cancellation)))
            Navigation.NavigateTo("");
    }

    private async Task RelaunchAsync()
    {
        if (_detail is not { } detail || _relaunching)
            return;

        (_relaunching, _relaunchProblem) = (true, null);
        await TryAsync(async (who, cancellation) =>
        {
            var result = await Launches.LaunchAsync(who, detail.Session.ModuleId, Guid.CreateVersion7(), cancellation);
            if (result.Session is { IsActive: true } session)
                Navigation.NavigateTo($"workspace/{session.Id}", replace: true);
            else
                _relaunchProblem = result.Outcome == LaunchOutcome.Busy ? "Busy" : result.Outcome == LaunchOutcome.NotFound ? "Gone" : "Failed";
        });
        _relaunching = false;
    }

    private void CloseDetails() => _details = false;
}
