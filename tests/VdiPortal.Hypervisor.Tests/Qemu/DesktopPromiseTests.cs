using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Screens;

namespace VdiPortal.Hypervisor.Tests.Qemu;

/// <summary>What the desktop guest promises to people and to its host; <c>guests/check</c> runs these alone (requirements B1, B2, F8).</summary>
[Collection(DesktopHost.Collection)]
public sealed class DesktopPromiseTests(DesktopHost desktops) : IAsyncLifetime
{
    private const int PanelHeight = 44;

    private IMachine Machine { get; set; } = null!;

    public async Task InitializeAsync() => Machine = await desktops.GetSharedAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Ready_means_that_wallpaper_and_icons_are_on_the_screen()
    {
        var wallpaper = ColoursOf(desktops.FirstPicture, 200, 0, 1000, 700);
        Assert.True(wallpaper.Count > 200, $"{wallpaper.Count} colours where the wallpaper belongs");
        Assert.Contains(ColoursOf(desktops.FirstPicture, 20, 0, 80, 400), IsBright);
    }

    [Fact]
    public void Ready_means_that_the_panel_with_its_clock_is_on_the_screen()
    {
        var top = desktops.FirstPicture.Height - PanelHeight;
        Assert.Contains(ColoursOf(desktops.FirstPicture, 1180, top, 90, PanelHeight), IsBright);
        Assert.True(ColoursOf(desktops.FirstPicture, 50, top, 150, PanelHeight).Count > 50, "no launchers in the panel");
    }

    [Fact]
    public async Task Everything_that_a_desktop_consists_of_runs()
    {
        string[] parts = ["Xorg", "acpid", "dbus-daemon", "openbox", "pcmanfm", "qemu-ga", "spice-vdagentd", "systemd-udevd", "tint2"];
        var running = await Machine.ShellAsync("ps -eo comm=");
        Assert.Empty(parts.Except(running.Split('\n', StringSplitOptions.TrimEntries)));
    }

    [Fact]
    public async Task Nothing_in_it_has_failed()
    {
        Assert.Equal("", await Machine.ShellAsync("dmesg --level=emerg,alert,crit,err"));
        Assert.Equal("1", (await Machine.ShellAsync("ls /run/guest/xorg.log* | wc -l")).Trim());
        var complaints = await Machine.ShellAsync("grep -c 'error connecting to system bus' /run/guest/xorg.log || true");
        Assert.True(int.Parse(complaints, System.Globalization.CultureInfo.InvariantCulture) <= 2, "the X server goes on looking for a bus: " + complaints);
    }

    [Theory]
    [InlineData("/usr/local/share/applications/terminal.desktop", "student@desktop: ~")]
    [InlineData("/usr/local/share/applications/editor.desktop", "Untitled 1 - Mousepad")]
    [InlineData("/usr/local/share/applications/files.desktop", "student")]
    [InlineData("/usr/local/share/applications/browser.desktop", "Start - NetSurf")]
    [InlineData("/usr/share/applications/galculator.desktop", "galculator")]
    public async Task Applications_open_their_windows(string file, string title)
    {
        const string titles = "for w in $(obxprop --root | sed -n 's/^_NET_CLIENT_LIST(WINDOW) = //p' | tr -d ,); do obxprop --id $w; done | grep '^_NET_WM_NAME'";
        var start = $"$(sed -n 's/^Exec=\\([^%]*\\).*/\\1/p' {file}) >/dev/null 2>&1 & program=$!";
        var wait = $"tries=0; until {titles} | grep -qF \"\\\"$1\\\"\"; do tries=$((tries + 1)); [ $tries -lt 200 ] || {{ {titles}; exit 1; }}; sleep 0.5; done";

        await Machine.SessionAsync($"{start}; {wait}; kill $program 2>/dev/null; true", title);
    }

    [Fact]
    public async Task A_keyboard_layout_is_set_and_remembered()
    {
        await Machine.SessionAsync("/usr/lib/guest/keyboard de");
        Assert.Contains("layout:     de", await Machine.SessionAsync("setxkbmap -query"), StringComparison.Ordinal);
        await Machine.SessionAsync("setxkbmap us && /usr/lib/guest/keyboard");
        Assert.Contains("layout:     de", await Machine.SessionAsync("setxkbmap -query; rm ~/.config/keyboard; setxkbmap us"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_desktop_that_nobody_uses_costs_next_to_nothing()
    {
        var before = Machine.Measure().Value!.CpuTime;
        await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System); // not a wait for something, but what is measured
        var used = Machine.Measure().Value!.CpuTime - before;

        Assert.True(used < TimeSpan.FromSeconds(1), $"{used.TotalSeconds:0.00} s of CPU in 10 s");
    }

    private static bool IsBright(int colour) => (colour & 0xff) > 200 && (colour >> 8 & 0xff) > 200 && colour >> 16 > 200;

    private static HashSet<int> ColoursOf(Picture picture, int left, int top, int width, int height)
    {
        HashSet<int> colours = [];
        for (var y = top; y < top + height; y++)
        {
            var row = picture.Pixels.Span.Slice((y * picture.Stride) + (left * Picture.PixelBytes), width * Picture.PixelBytes);
            for (var x = 0; x < row.Length; x += Picture.PixelBytes)
                colours.Add(row[x] << 16 | row[x + 1] << 8 | row[x + 2]);
        }

        return colours;
    }
}
