using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;
using VdiPortal.Portal.Resources;

namespace VdiPortal.Portal.Components.Workspace;

/// <summary>
/// The screens of a session in the browser (wwwroot/js/workspace.js). They connect by themselves, beside the circuit;
/// opening them early, before the page is there, saves a person that time.
/// </summary>
public sealed class WorkspaceScreen(IJSRuntime js, IStringLocalizer<WorkspaceTexts> texts) : IAsyncDisposable
{
    private IJSObjectReference? _module;

    /// <summary>Whether the first machine has a picture to connect to.</summary>
    public static bool HasPicture(SessionDetail detail) =>
        detail.Session.IsActive && Machines(detail) is [{ Power: PowerState.Running or PowerState.Paused }, ..];

    /// <summary>The session's machines in the order of its module.</summary>
    public static IReadOnlyList<Vm> Machines(SessionDetail detail)
    {
        var order = detail.Module?.Machines.Select(machine => machine.Name).ToList() ?? [];
        return [.. detail.Vms
            .Where(vm => vm.Power is not (PowerState.Gone or PowerState.Failed))
            .OrderBy(vm => order.IndexOf(vm.MachineName))];
    }

    /// <summary>Fetches the script, so that connecting needs no further trip to the browser.</summary>
    public Task PrepareAsync() => CallAsync("prepare");

    /// <summary>Connects to the session's machines; what is connected already stays.</summary>
    public Task OpenAsync(SessionDetail detail, Principal who) => CallAsync("open", new
    {
        session = detail.Session.Id.ToString(),
        viewOnly = detail.Session.UserId != who.UserId,
        machines = Machines(detail).Select(vm => new { vm = vm.Id.ToString(), label = texts["Screen.Of", vm.MachineName, detail.Session.ModuleTitle].Value }),
        texts = new
        {
            connectTitle = texts["Veil.Connect"].Value,
            connectText = texts["Veil.ConnectText"].Value,
            lostTitle = texts["Veil.Lost"].Value,
            lostText = texts["Veil.LostText"].Value,
            lostLong = texts["Veil.LostLong"].Value,
            retry = texts["Veil.Retry"].Value,
        },
    });

    /// <summary>Waits for the first full picture, but not for long.</summary>
    public Task SeenAsync() => CallAsync("seen");

    /// <summary>Gives the page's bar its life.</summary>
    /// <param name="root">The page's element.</param>
    /// <param name="page">Told of the first full picture: <c>FirstFrame(ago)</c>, milliseconds.</param>
    public Task AttachAsync<T>(ElementReference root, DotNetObjectReference<T> page)
        where T : class => CallAsync("attach", root, page);

    /// <summary>Shows another machine.</summary>
    public Task ShowAsync(int machine) => CallAsync("show", machine);

    /// <summary>Gives the keyboard to the screen.</summary>
    public Task FocusAsync() => CallAsync("focus");

    /// <summary>Ends all connections and clears the stage.</summary>
    public Task CloseAsync() => CallAsync("close");

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

    private async Task CallAsync(string name, params object?[] arguments)
    {
        try
        {
            _module ??= await js.InvokeAsync<IJSObjectReference>("import", "./js/workspace.js");
            await _module.InvokeVoidAsync(name, arguments);
        }
        catch (Exception exception) when (exception is JSDisconnectedException or TaskCanceledException)
        {
            // The circuit is gone; the screens go on without it.
        }
    }
}
