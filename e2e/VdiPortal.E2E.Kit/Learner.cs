using Microsoft.Playwright;

namespace VdiPortal.E2E.Kit;

/// <summary>A person at a browser.</summary>
/// <param name="Name">Sign-in name.</param>
/// <param name="Page">The browser's page.</param>
/// <param name="Product">The product.</param>
/// <param name="Api">The administrator's API client.</param>
public sealed record Learner(string Name, IPage Page, Product Product, ApiClient Api)
{
    private const float PictureLimit = 90_000;

    /// <summary>Presses Launch on a module's card and waits for the first full picture.</summary>
    public async Task LaunchAsync(string title)
    {
        await Page.GotoAsync("/");
        await Page.GetByRole(AriaRole.Button, new() { Name = $"Launch {title}", Exact = true }).ClickAsync();
        await WaitForPictureAsync();
    }

    /// <summary>Waits until the screen shows its first full picture.</summary>
    public async Task WaitForPictureAsync()
    {
        await Page.WaitForURLAsync("**/workspace/*", new() { Timeout = PictureLimit });
        await Page.WaitForFunctionAsync("() => window.vdi?.firstFrameAt > 0", null, new() { Timeout = PictureLimit });
    }

    /// <summary>The session that the workspace shows.</summary>
    public Guid SessionId => Guid.Parse(new Uri(Page.Url).Segments[^1]);

    /// <summary>The VM of the session.</summary>
    public async Task<Guid> VmAsync()
    {
        var detail = await Api.GetAsync($"sessions/{SessionId}");
        return detail["vms"]![0]!["id"]!.GetValue<Guid>();
    }

    /// <summary>A look into the session's guest.</summary>
    public async Task<GuestProbe> ProbeAsync() => new(Product.RunDirectory, await VmAsync());

    /// <summary>Opens a terminal in the guest and gives the keyboard to the screen.</summary>
    public async Task OpenTerminalAsync(GuestProbe guest)
    {
        await guest.RunAsync("setpriv --reuid=1000 --regid=1000 --init-groups env DISPLAY=:0 XAUTHORITY=/run/guest/xauthority HOME=/home/student USER=student SHELL=/bin/bash PATH=/usr/bin:/bin XDG_RUNTIME_DIR=/run/user/1000 DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/1000/bus lxterminal </dev/null >/dev/null 2>&1 &");
        await guest.WaitForAsync("pgrep -u 1000 -x bash || pgrep -u 1000 -x sh", output => output.Trim().Length > 0);
        await Page.Locator("#vdi-stage canvas").First.ClickAsync();
    }

    /// <summary>Ends the session from the workspace's bar.</summary>
    public async Task EndAsync()
    {
        await Page.Mouse.MoveAsync(400, 2);
        await Page.GetByRole(AriaRole.Toolbar).GetByRole(AriaRole.Button, new() { Name = "End", Exact = true }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "End", Exact = true }).ClickAsync();
        await Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/");
    }
}
