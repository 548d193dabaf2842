using Microsoft.AspNetCore.Components;
using VdiPortal.Portal.Components.Live;

namespace VdiPortal.Portal.Components.Shared;

/// <summary>A window over the page, or a drawer at its side. The browser keeps the focus inside and gives it back; Escape closes.</summary>
public sealed partial class Dialog
{
    private readonly string _id = $"dialog-{Guid.NewGuid():N}";
    private ElementReference _element;
    private bool _shown;

    /// <summary>Whether it is open.</summary>
    [Parameter]
    public bool Open { get; set; }

    /// <summary>Told when it wants to be open or closed.</summary>
    [Parameter]
    public EventCallback<bool> OpenChanged { get; set; }

    /// <summary>Its heading.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>Whether it stands at the side of the page.</summary>
    [Parameter]
    public bool Side { get; set; }

    /// <summary>Whether it is wider than a question needs.</summary>
    [Parameter]
    public bool Wide { get; set; }

    /// <summary>What it holds.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Its buttons.</summary>
    [Parameter]
    public RenderFragment? Actions { get; set; }

    [Inject]
    private Browser Browser { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Open == _shown)
            return;

        _shown = Open;
        await (Open ? Browser.OpenDialogAsync(_element) : Browser.CloseDialogAsync(_element));
    }

    private Task CloseAsync() => OpenChanged.InvokeAsync(false);

    private Task ClosedAsync() => Open ? OpenChanged.InvokeAsync(false) : Task.CompletedTask;
}
