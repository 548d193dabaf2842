using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Tests.Access;
using VdiPortal.Portal.Tests.Support;
using VdiPortal.TestKit.Databases;

namespace VdiPortal.Portal.Tests.Lifecycle;

/// <summary>The database goes and comes back: requests are told so, desktops go on, and everything recovers by itself.</summary>
[Collection(RealMachines.Name)]
public sealed class DatabaseGoneTests
{
    private const string Words = "The database cannot be reached.";

    [Fact]
    public async Task While_the_database_is_away_requests_say_so_and_desktops_go_on()
    {
        await using var server = await PrivateServer.StartNewAsync();
        await using var portal = await TestPortal.StartAsync(new TestPortalOptions { Database = server.ConnectionString });
        var module = await portal.AddModuleAsync(await portal.AddTemplateAsync(), "painting", warm: 1);
        var (ada, admin) = (await portal.AddPersonAsync("ada"), await portal.AddPersonAsync("boss", Role.Admin));
        var browser = new TestBrowser(portal);
        await browser.SignInAsync("ada");
        var session = await ada.LaunchAsync(module);
        var vm = await ada.VmOfAsync(session);
        var qemu = Processes.QemuOf(vm);
        await Pools.UntilWarmAsync(admin, module, 1);

        await server.CrashAsync();

        await IsProblemAsync(await ada.SendAsync(HttpMethod.Get, "account"));
        await IsProblemAsync(await ada.SendAsync(HttpMethod.Post, $"modules/{module.Id}/launch"));
        await IsPageAsync(await browser.GetAsync("/"));
        await IsPageAsync(await new TestBrowser(portal).GetAsync("/sign-in"));
        await IsPageAsync(await browser.PostAsync("/sign-in", ("_handler", "sign-in"), ("Input.Name", "ada"), ("Input.Password", "x")));
        using (var http = portal.NewClient())
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/health/ready")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
        }

        Assert.Equal(qemu, Processes.QemuOf(vm));

        await server.StartAsync();

        await Patience.UntilAsync("requests are answered", async () => (await ada.SendAsync(HttpMethod.Get, "account")).IsSuccessStatusCode);
        await ada.UntilAsync(session, "Running");
        Assert.True(await browser.IsSignedInAsync());
        await Screens.MoveAsync(ada, session);
        Assert.Equal(qemu, Processes.QemuOf(vm));
        await ada.SendAsync(HttpMethod.Delete, $"sessions/{session}");
        await Pools.UntilGoneAsync(admin, vm);
        await Pools.UntilWarmAsync(admin, module, 1);
        Assert.False(portal.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    private static async Task IsProblemAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.True(answer.Headers.Contains("Retry-After"));
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
        var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal("database-away", problem["code"]!.GetValue<string>());
        Assert.StartsWith(Words, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        answer.Dispose();
    }

    private static async Task IsPageAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
        Assert.Contains(Words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        answer.Dispose();
    }
}
