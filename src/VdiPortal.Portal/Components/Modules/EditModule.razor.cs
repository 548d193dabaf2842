using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Settings;
using VdiPortal.Portal.Access;
using VdiPortal.Portal.Components.Live;
using VdiPortal.Portal.Components.Shared;

namespace VdiPortal.Portal.Components.Modules;

/// <summary>Changes what people see of a module, its warm stock and its idle times. What is wrong is said while one types.</summary>
public sealed partial class EditModule
{
    private (ModuleId Id, int Version)? _shown;
    private string _title = "";
    private string _summary = "";
    private string _category = "";
    private string? _refused;
    private PoolInput _pool = new();
    private int? _pause;
    private int? _end;
    private bool _own;
    private bool _busy;

    /// <summary>The module; null when nothing is edited.</summary>
    [Parameter, EditorRequired]
    public Module? Module { get; set; }

    /// <summary>The settings of the installation.</summary>
    [Parameter, EditorRequired]
    public SystemSettings System { get; set; } = new();

    /// <summary>Told when it is closed.</summary>
    [Parameter]
    public EventCallback OnClosed { get; set; }

    [Inject]
    private CatalogService Catalog { get; set; } = null!;

    [Inject]
    private CurrentPrincipal Person { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    private IReadOnlyList<string> Invalid => Module is { } module ? ModuleRules.Invalid(Changed(module)) : [];

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Module is { } module && _shown != (module.Id, module.Version))
            Fill(module);
        _shown = Module is { } now ? (now.Id, now.Version) : null;
    }

    private void Fill(Module module)
    {
        (_title, _summary, _category, _pool, _refused) = (module.Title, module.Summary, module.Category, PoolInput.Of(module.Pool), null);
        _own = module.Idle is not null;
        var idle = module.Idle ?? System.Idle;
        (_pause, _end) = ((int)idle.PauseAfter.TotalMinutes, (int)idle.EndAfter.TotalMinutes);
    }

    private Module Changed(Module module) => module with
    {
        Title = _title.Trim(),
        Summary = _summary.Trim(),
        Category = _category.Trim(),
        Pool = _pool.ToPolicy(),
        Idle = _own ? new IdleRules(TimeSpan.FromMinutes(_pause ?? 0), TimeSpan.FromMinutes(_end ?? 0)) : null,
    };

    private string? Error(string name) => Invalid.Contains(name) ? T[$"Invalid.{name}"].Value : null;

    private async Task SaveAsync()
    {
        if (_busy || Invalid.Count > 0 || Module is not { } module || await Person.GetAsync() is not { } who)
            return;

        (_busy, _refused) = (true, null);
        try
        {
            if (await Catalog.SaveAsync(who, Changed(module), module.Version, CancellationToken.None) is { } saved)
            {
                Toasts.Done(T["Said.Saved", saved.Title]);
                await OnClosed.InvokeAsync();
            }
            else
            {
                _refused = T["Refused.Changed"];
            }
        }
        catch (Exception exception) when (Outage.Is(exception))
        {
            _refused = T["Away"];
        }

        _busy = false;
    }
}
