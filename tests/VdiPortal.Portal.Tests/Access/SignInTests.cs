using System.Net;
using Microsoft.Extensions.DependencyInjection;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Access;

/// <summary>Signing in and out with a browser (requirement A1).</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private const string Refused = "Name or password is not right.";
    private readonly ShiftedTime _time = new();
    private TestPortal _portal = null!;
    private Person _admin = null!;

    public async Task InitializeAsync()
    {
        _portal = await TestPortal.StartAsync(new TestPortalOptions { Time = _time });
        _admin = await _portal.AddPersonAsync("boss", Role.Admin);
        await _portal.AddPersonAsync("ada");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Signing_in_leads_home_and_signing_out_ends_it_everywhere()
    {
        var browser = new TestBrowser(_portal);
        using var signedIn = await browser.SignInAsync("ada");
        Assert.Equal((HttpStatusCode.Found, "/"), (signedIn.StatusCode, Path(signedIn)));
        var copy = browser.Copy();
        Assert.True(await browser.IsSignedInAsync());
        Assert.True(await copy.IsSignedInAsync());

        using var signedOut = await browser.PostWithTokenAsync("/sign-out");

        Assert.Equal((HttpStatusCode.Found, "/sign-in"), (signedOut.StatusCode, Path(signedOut)));
        Assert.False(await browser.IsSignedInAsync());
        Assert.False(await copy.IsSignedInAsync());
    }

    [Fact]
    public async Task Forms_without_the_antiforgery_token_do_nothing()
    {
        var stranger = new TestBrowser(_portal);
        (string Path, string Form)[] forms = [("/sign-in", "sign-in"), ("/setup", "setup"), ("/reset", "reset")];
        foreach (var (path, form) in forms)
        {
            using var answer = await stranger.PostAsync(path, ("_handler", form), ("Input.Name", "ada"), ("Input.Password", Scene.Password));
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{path}: {answer.StatusCode}");
        }

        Assert.False(await stranger.IsSignedInAsync());

        var browser = new TestBrowser(_portal);
        await browser.SignInAsync("ada");
        using var signOut = await browser.PostAsync("/sign-out");
        Assert.Equal(HttpStatusCode.BadRequest, signOut.StatusCode);
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task Wrong_passwords_and_a_lock_that_passes_get_one_neutral_sentence()
    {
        await _portal.AddPersonAsync("forgetful");
        var browser = new TestBrowser(_portal);
        foreach (var name in new[] { "forgetful", "nobody-here" })
            Assert.Contains(Refused, await TryAsync(browser, name, "wrong wrong wrong"), StringComparison.Ordinal);
        for (var attempt = 1; attempt < AccountService.FailureLimit; attempt++)
            await TryAsync(browser, "forgetful", "wrong wrong wrong");

        Assert.Contains(Refused, await TryAsync(browser, "forgetful", Scene.Password), StringComparison.Ordinal);
        Assert.False(await browser.IsSignedInAsync());
        var audit = (await _admin.GetAsync("audit?action=signin&text=forgetful")).AsArray();
        Assert.Contains(audit, row => row!["entry"]!["action"]!.GetValue<string>() == "signin.locked");

        _time.Advance(AccountService.LockFor + TimeSpan.FromSeconds(1));
        await browser.SignInAsync("forgetful");
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_disabled_account_is_out_at_once_and_hears_the_neutral_sentence()
    {
        var leaver = await _portal.AddPersonAsync("leaver");
        var browser = new TestBrowser(_portal);
        await browser.SignInAsync("leaver");
        Assert.True(await browser.IsSignedInAsync());

        await _admin.SendAsync(HttpMethod.Patch, $"users/{leaver.Who.UserId}", new { disabled = true });

        Assert.False(await browser.IsSignedInAsync());
        Assert.Contains(Refused, await TryAsync(browser, "leaver", Scene.Password), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_role_counts_from_the_next_request_on()
    {
        var riser = await _portal.AddPersonAsync("riser");
        var browser = new TestBrowser(_portal);
        await browser.SignInAsync("riser");
        Assert.Equal(HttpStatusCode.Forbidden, await AuditAsync(browser));

        await _admin.SendAsync(HttpMethod.Patch, $"users/{riser.Who.UserId}", new { role = "Admin" });

        Assert.Equal(HttpStatusCode.OK, await AuditAsync(browser));
    }

    [Fact]
    public async Task A_sign_in_ends_after_its_lifetime()
    {
        var browser = new TestBrowser(_portal);
        await browser.SignInAsync("ada");

        _time.Advance(AccountService.SignInLifetime + TimeSpan.FromSeconds(1));

        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_reset_code_sets_a_new_password_once()
    {
        var code = await _portal.Services.GetRequiredService<SetupService>().IssueResetCodeAsync("boss", CancellationToken.None);
        var browser = new TestBrowser(_portal);
        (string, string)[] fields = [("Input.Code", code!), ("Input.Name", "boss"), ("Input.Password", "an entirely new one"), ("Input.Again", "an entirely new one")];

        using var first = await browser.PostFormAsync("/reset", "reset", fields);
        using var second = await browser.PostFormAsync("/reset", "reset", fields);

        Assert.Equal("/sign-in?done=reset", Path(first));
        Assert.Contains("The code is not right", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await browser.SignInAsync("boss", "an entirely new one");
        Assert.True(await browser.IsSignedInAsync());
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task After_signing_in_nobody_is_sent_elsewhere(string returnUrl)
    {
        var browser = new TestBrowser(_portal);
        using var answer = await browser.PostFormAsync(
            $"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", "sign-in", ("Input.Name", "ada"), ("Input.Password", Scene.Password));

        Assert.Equal((HttpStatusCode.Found, "/"), (answer.StatusCode, Path(answer)));
    }

    private static async Task<string> TryAsync(TestBrowser browser, string name, string password)
    {
        using var answer = await browser.SignInAsync(name, password);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<HttpStatusCode> AuditAsync(TestBrowser browser)
    {
        using var answer = await browser.GetAsync("/api/v1/audit.csv");
        return answer.StatusCode;
    }

    private string Path(HttpResponseMessage answer) => new Uri(_portal.Address, answer.Headers.Location!).PathAndQuery;
}
