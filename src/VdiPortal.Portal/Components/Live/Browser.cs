using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace VdiPortal.Portal.Components.Live;

/// <summary>What pages ask of the browser: wwwroot/js/portal.js. A browser that has gone away answers nothing, and that is no error.</summary>
public sealed class Browser(IJSRuntime js) : IAsyncDisposable
{
    private IJSObjectReference? _module;

    /// <summary>Fetches what a launch will need, while nobody waits.</summary>
    public Task PrepareLaunchAsync() => CallAsync("prepare");

    /// <summary>Opens a dialog element over the page; the focus stays inside.</summary>
    public Task OpenDialogAsync(ElementReference dialog) => CallAsync("openDialog", dialog);

    /// <summary>Closes a dialog element.</summary>
    public Task CloseDialogAsync(ElementReference dialog) => CallAsync("closeDialog", dialog);

    /// <summary>Puts a text on the clipboard; false when the browser does not permit it.</summary>
    public async Task<bool> CopyAsync(string text) => await AskAsync<bool>("copy", text);

    /// <summary>The chosen theme: <c>light</c>, <c>dark</c> or <c>system</c>.</summary>
    public async Task<string> ThemeAsync() => await AskAsync<string>("theme") ?? "system";

    /// <summary>Chooses the theme and remembers it.</summary>
    public Task SetThemeAsync(string choice) => CallAsync("setTheme", choice);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone and took the module with it.
        }
    }

    private async Task CallAsync(string name, params object?[] arguments) => await AskAsync<object?>(name, arguments);

    private async Task<T?> AskAsync<T>(string name, params object?[] arguments)
    {
        try
        {
            _module ??= await js.InvokeAsync<IJSObjectReference>("import", "./js/portal.js");
            return await _module.InvokeAsync<T?>(name, arguments);
        }
        catch (Exception exception) when (exception is JSDisconnectedException or TaskCanceledException)
        {
            return default;
        }
    }
}
