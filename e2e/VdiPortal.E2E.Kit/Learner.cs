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
    private const string FocusReport = "/run/user/1000/focus";

    private const string AsStudent =
        "setpriv --reuid=1000 --regid=1000 --init-groups env DISPLAY=:0 XAUTHORITY=/run/guest/xauthority HOME=/home/student USER=student "
        + "SHELL=/bin/bash PATH=/usr/bin:/bin XDG_RUNTIME_DIR=/run/user/1000 DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/1000/bus";

    /// <summary>A terminal tells its program "ESC [ I" once it has the focus (xterm's mode 1004): keys typed from then on arrive. The shell says so with its first prompt.</summary>
    private const string WriteShell = $$"""
        cat >/tmp/shell <<'END'
        #!/bin/sh
        stty raw -echo
        printf '\033[?1004h'
        until [ "$(head -c 3)" = "$(printf '\033[I')" ]; do :; done
        printf '\033[?1004l'
        stty sane
        export PROMPT_COMMAND='echo focused >{{FocusReport}}; unset PROMPT_COMMAND'
        exec bash
        END
        chmod 755 /tmp/shell; rm -f {{FocusReport}}
        """;

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

    /// <summary>Opens a terminal in the guest, waits until it has the guest's keyboard focus, and gives the browser's keyboard to the screen.</summary>
    public async Task OpenTerminalAsync(GuestProbe guest)
    {
        await guest.RunAsync(WriteShell);
        await guest.RunAsync($"{AsStudent} lxterminal -e /tmp/shell </dev/null >/dev/null 2>&1 &");
        await guest.WaitForAsync($"cat {FocusReport} 2>/dev/null", report => report.Length > 0);
        await Page.Locator("#vdi-stage canvas").First.FocusAsync();
    }

    /// <summary>Types a text as hands do on a US keyboard.</summary>
    public Task TypeAsync(string text) => Typing.TypeAsync(Page.Keyboard, text);

    /// <summary>Ends the session from the workspace's bar.</summary>
    public async Task EndAsync()
    {
        await Page.Mouse.MoveAsync(400, 2);
        await Page.GetByRole(AriaRole.Toolbar).GetByRole(AriaRole.Button, new() { Name = "End", Exact = true }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "End", Exact = true }).ClickAsync();
        await Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/");
    }
}
