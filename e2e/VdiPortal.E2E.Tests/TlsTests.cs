using VdiPortal.E2E.Kit;

namespace VdiPortal.E2E.Tests;

/// <summary>The main job over https, where browsers speak HTTP/2 and open WebSockets differently (RFC 8441).</summary>
[Collection(ProductGroup.Name)]
public sealed class TlsTests : IAsyncLifetime
{
    private readonly TestCertificate _certificate = new();
    private Product _product = null!;
    private Browsers _browsers = null!;

    public async Task InitializeAsync()
    {
        _product = await Product.StartAsync(new ProductOptions(Slots: 2) { Certificate = _certificate });
        _browsers = await Browsers.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _browsers.DisposeAsync();
        await _product.DisposeAsync();
        _certificate.Dispose();
    }

    [Fact]
    public async Task A_desktop_comes_through_an_encrypted_address_and_cookies_stay_on_it()
    {
        using var api = await People.SetUpAsync(_product, _browsers, ProductFixture.Admin, ProductFixture.Password);
        var page = await _browsers.OpenAsync(_product.Address);
        await People.SignInAsync(page, ProductFixture.Admin, ProductFixture.Password);
        var learner = new Learner(ProductFixture.Admin, page, _product, api);
        await learner.LaunchAsync("Debian desktop");

        var cookies = await page.Context.CookiesAsync();
        Assert.All(cookies, cookie => Assert.True(cookie.Secure && cookie.HttpOnly && cookie.Name.StartsWith("__Host-", StringComparison.Ordinal)));
        await learner.EndAsync();
    }
}
