using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Settings;

namespace VdiPortal.Portal.Components.Modules;

/// <summary>The catalog as administrators see it.</summary>
public sealed partial class ModulesPage
{
    private const int PageSize = 50;
    private IReadOnlyList<ModuleRow> _rows = [];
    private SystemSettings _system = new();
    private Module? _edited;
    private string _search = "";

    [Inject]
    private CatalogService Catalog { get; set; } = null!;

    [Inject]
    private PoolService Pools { get; set; } = null!;

    [Inject]
    private SettingService Settings { get; set; } = null!;

    /// <inheritdoc/>
    protected override TimeSpan Pace => TimeSpan.FromSeconds(1);

    private List<ModuleRow> Found => [.. _rows.Where(row =>
        row.Title.Contains(_search, StringComparison.CurrentCultureIgnoreCase) || row.Category.Contains(_search, StringComparison.CurrentCultureIgnoreCase))];

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice notice, Principal who) => notice.Topic is ChangeTopic.Module or ChangeTopic.Vm or ChangeTopic.Setting;

    /// <inheritdoc/>
    protected override async Task LoadAsync(Principal who, CancellationToken cancellation)
    {
        _system = await Settings.GetAsync(cancellation);
        var pools = (await Pools.ListAsync(who, cancellation)).ToLookup(pool => pool.Key.ModuleId);
        _rows = [.. (await Catalog.ListAllAsync(who, cancellation)).Select(module => new ModuleRow(
            module,
            pools[module.Id].Select(pool => pool.Warm).DefaultIfEmpty(0).Min(),
            pools[module.Id].Select(pool => pool.Target).DefaultIfEmpty(module.Pool.Min).Max()))];
    }

    private string Idle(Module module) => module.Idle is { } own
        ? T["IdleOwn", Times.Span(own.PauseAfter), Times.Span(own.EndAfter)]
        : T["IdleSystem"];

    private async Task CloseAsync()
    {
        _edited = null;
        await ReadAsync();
    }
}
