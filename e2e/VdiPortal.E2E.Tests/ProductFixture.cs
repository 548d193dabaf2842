using System.Text.Json.Nodes;
using Microsoft.Playwright;
using VdiPortal.E2E.Kit;

namespace VdiPortal.E2E.Tests;

/// <summary>One product and one browser for all tests: set up as its first administrator does it, in the browser.</summary>
public sealed class ProductFixture : IAsyncLifetime
{
    public const string Admin = "admin";
    public const string Password = "calm green orchard";

    private int _learners;

    public Product Product { get; private set; } = null!;

    public Browsers Browsers { get; private set; } = null!;

    public ApiClient Api { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Product = await Product.StartAsync(new ProductOptions(Slots: 6));
        Browsers = await Browsers.StartAsync();
        Api = await People.SetUpAsync(Product, Browsers, Admin, Password);
    }

    public async Task DisposeAsync()
    {
        Api.Dispose();
        await Browsers.DisposeAsync();
        await Product.DisposeAsync();
    }

    /// <summary>A new learner, signed in, on the home page.</summary>
    public async Task<Learner> AddLearnerAsync(int width = 1440, int height = 900)
    {
        var name = $"learner{Interlocked.Increment(ref _learners)}";
        await Api.AddUserAsync(name, Password);
        var page = await Browsers.OpenAsync(Product.Address, width, height);
        await People.SignInAsync(page, name, Password);
        return new Learner(name, page, Product, Api);
    }

    /// <summary>The administrator's own page.</summary>
    public async Task<IPage> OpenAdminAsync()
    {
        var page = await Browsers.OpenAsync(Product.Address);
        await People.SignInAsync(page, Admin, Password);
        return page;
    }

    /// <summary>The administrator's view of a learner's active session.</summary>
    public async Task<JsonNode> SessionOfAsync(string user) =>
        (await Api.GetAsync("sessions?all=true")).AsArray().Single(session => session!["user"]!.GetValue<string>() == user)!;
}
