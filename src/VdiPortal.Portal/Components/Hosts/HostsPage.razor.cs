using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;
using VdiPortal.Portal.Components.Shared;

namespace VdiPortal.Portal.Components.Hosts;

/// <summary>The host array as a map of slots (requirement A9), and the pools.</summary>
public sealed partial class HostsPage
{
    private IReadOnlyList<HostView> _hosts = [];
    private IReadOnlyList<PoolStatus> _pools = [];
    private IReadOnlyList<Module> _modules = [];
    private IReadOnlyList<ConsoleConnection> _consoles = [];
    private (HostId Host, int Slot)? _opened;
    private (VmHost Host, HostState State)? _asked;
    private Vm? _ended;
    private string _search = "";

    [Inject]
    private HostService Hosts { get; set; } = null!;

    [Inject]
    private PoolService Pools { get; set; } = null!;

    [Inject]
    private SessionService Sessions { get; set; } = null!;

    [Inject]
    private CatalogService Catalog { get; set; } = null!;

    [Inject]
    private ConsoleService Consoles { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    /// <inheritdoc/>
    protected override TimeSpan Pace => TimeSpan.FromMilliseconds(400);

    /// <summary>Loads come with keep-alives, which are not in the feed.</summary>
    protected override TimeSpan? Every => TimeSpan.FromSeconds(10);

    private List<HostView> Found => [.. _hosts.Where(view =>
        view.Host.Name.Contains(_search, StringComparison.CurrentCultureIgnoreCase) || view.Host.Site.Contains(_search, StringComparison.CurrentCultureIgnoreCase))];

    private HostView? OpenedHost => _opened is { } opened ? _hosts.FirstOrDefault(view => view.Host.Id == opened.Host) : null;

    private SlotView? OpenedSlot => OpenedHost?.Slots.ElementAtOrDefault(_opened!.Value.Slot);

    private HostState AskedState => _asked?.State ?? HostState.Online;

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice notice, Principal who) =>
        notice.Topic is ChangeTopic.Host or ChangeTopic.Vm or ChangeTopic.Session or ChangeTopic.Console or ChangeTopic.Module;

    /// <inheritdoc/>
    protected override async Task LoadAsync(Principal who, CancellationToken cancellation)
    {
        _modules = await Catalog.ListAllAsync(who, cancellation);
        _hosts = HostView.Of(
            await Hosts.ListAsync(who, cancellation), await Hosts.ListVmsAsync(who, cancellation), await Sessions.ListAllAsync(who, cancellation), _modules);
        _pools = await Pools.ListAsync(who, cancellation);
        _consoles = await Consoles.ListAsync(who, cancellation);
    }

    private async Task AskState(VmHost host, HostState state)
    {
        _asked = (host, state);
        // Taking a host back needs no question: nothing is lost.
        if (state == HostState.Online)
            await SetStateAsync();
    }

    private async Task SetStateAsync()
    {
        if (_asked is not { } asked)
            return;

        _asked = null;
        var done = false;
        if (await TryAsync(async (who, cancellation) => done = await Hosts.SetStateAsync(who, asked.Host.Id, asked.State, cancellation)))
            Say(done, T[$"Said.{asked.State}", asked.Host.Name]);
        await ReadAsync();
    }

    private async Task EndVmAsync()
    {
        if (_ended is not { } vm)
            return;

        (_ended, _opened) = (null, null);
        var done = false;
        if (await TryAsync(async (who, cancellation) => done = await Hosts.DestroyVmAsync(who, vm.Id, cancellation)))
            Say(done, T["Said.EndedVm"]);
        await ReadAsync();
    }

    private async Task CutAsync(ConsoleConnection console)
    {
        var done = false;
        if (await TryAsync(async (who, cancellation) => done = await Consoles.CutAsync(who, console.Id, cancellation)))
            Say(done, T["Said.Cut", console.UserName]);
        await ReadAsync();
    }

    private void Say(bool done, string text)
    {
        if (done)
            Toasts.Done(text);
        else
            Toasts.Refused(T["Said.NotThere"]);
    }
}
