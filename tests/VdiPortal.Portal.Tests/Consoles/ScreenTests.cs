using System.Net;
using System.Net.WebSockets;
using VdiPortal.Portal.Tests.Access;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Consoles;

/// <summary>A browser's way to a real VM: portal, gateway, the agent's console endpoint, QEMU (requirements A7, A8).</summary>
[Collection(RealMachines.Name)]
public sealed class ScreenTests : IAsyncLifetime
{
    private static readonly TimeSpan CutTime = TimeSpan.FromSeconds(2);

    private TestPortal _portal = null!;
    private Person _ada = null!;
    private Person _boss = null!;
    private TestBrowser _browser = null!;
    private Guid _session;
    private Guid _vm;

    public async Task InitializeAsync()
    {
        _portal = await TestPortal.StartAsync();
        var module = await _portal.AddModuleAsync(await _portal.AddTemplateAsync(), "painting");
        (_ada, _boss) = (await _portal.AddPersonAsync("ada"), await _portal.AddPersonAsync("boss", Broker.Identity.Role.Admin));
        _browser = await SignedInAsync("ada");
        _session = await _ada.LaunchAsync(module);
        _vm = await _ada.VmOfAsync(_session);
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task A_picture_of_the_real_screen_arrives_and_moves()
    {
        using var viewer = await Viewer.OpenAsync(_portal, _browser, _vm);

        var first = await viewer.FrameAsync();

        Assert.Contains(first, pixel => pixel != 0);
        await Patience.UntilAsync("the picture moves", async () =>
        {
            var next = await viewer.FrameAsync();
            return !first.SequenceEqual(next);
        });
        Assert.Single((await _boss.GetAsync("consoles")).AsArray());
    }

    [Fact]
    public async Task It_is_closed_within_two_seconds_of_its_sessions_end()
    {
        using var viewer = await Viewer.OpenAsync(_portal, _browser, _vm);
        using var admin = await Viewer.OpenAsync(_portal, await SignedInAsync("boss"), _vm, view: true);
        var ends = Task.WhenAll(viewer.EndAsync(), admin.EndAsync());

        using var ended = await _ada.SendAsync(HttpMethod.Delete, $"sessions/{_session}");

        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        await ends.WaitAsync(CutTime);
        await UntilNoneAsync();
    }

    [Fact]
    public async Task It_is_closed_within_two_seconds_when_its_person_signs_out()
    {
        using var viewer = await Viewer.OpenAsync(_portal, _browser, _vm);

        using var signedOut = await _browser.PostWithTokenAsync("/sign-out");

        Assert.Equal(HttpStatusCode.Found, signedOut.StatusCode);
        await viewer.EndAsync().WaitAsync(CutTime);
        await UntilNoneAsync();
    }

    [Fact]
    public async Task It_is_closed_within_two_seconds_when_an_administrator_cuts_it()
    {
        using var viewer = await Viewer.OpenAsync(_portal, _browser, _vm);
        var console = (await _boss.GetAsync("consoles"))[0]!["id"]!.GetValue<Guid>();

        using var cut = await _boss.SendAsync(HttpMethod.Delete, $"consoles/{console}");

        Assert.Equal(HttpStatusCode.NoContent, cut.StatusCode);
        await viewer.EndAsync().WaitAsync(CutTime);
        await UntilNoneAsync();
    }

    [Fact]
    public async Task Who_only_watches_sees_and_is_cut_off_at_the_first_key()
    {
        using var viewer = await Viewer.OpenAsync(_portal, _browser, _vm, view: true);
        await viewer.FrameAsync();

        await viewer.SendAsync([4, 1, 0, 0, 0, 0, 0, 0x61]);

        await viewer.EndAsync();
        await UntilNoneAsync();
    }

    [Fact]
    public async Task Another_person_gets_nothing()
    {
        await _portal.AddPersonAsync("bob");
        var bob = await SignedInAsync("bob");

        await Assert.ThrowsAsync<WebSocketException>(() => Viewer.OpenAsync(_portal, bob, _vm));
        await Assert.ThrowsAsync<WebSocketException>(() => Viewer.OpenAsync(_portal, bob, _vm, view: true));
    }

    private async Task<TestBrowser> SignedInAsync(string name)
    {
        var browser = new TestBrowser(_portal);
        using var answer = await browser.SignInAsync(name);
        return browser;
    }

    private Task<TimeSpan> UntilNoneAsync() => Patience.UntilAsync("no console is open", async () => (await _boss.GetAsync("consoles")).AsArray().Count == 0);
}
