using Microsoft.Extensions.DependencyInjection;
using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Vms;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Api;

/// <summary>Every endpoint of version 1, and who gets what from it.</summary>
internal static class ApiTable
{
    private static int _names;

    /// <summary>By method and route.</summary>
    public static IReadOnlyDictionary<string, ApiRow> Rows { get; } = new Dictionary<string, ApiRow>
    {
        ["GET /modules"] = new("modules", 200, 200, 200, 200),
        ["POST /modules/{id:guid}/launch"] = new(ModuleAsync("/launch"), 200, 202, 202, 202),
        ["PATCH /modules/{id:guid}"] = new(ModuleAsync(""), 403, 403, 403, 200, () => new { summary = "Bars that move" }),
        ["GET /sessions"] = new("sessions", 200, 200, 200, 200),
        ["GET /sessions/{id:guid}"] = new(SessionAsync(""), 200, 404, 404, 200),
        ["POST /sessions/{id:guid}/continue"] = new(SessionAsync("/continue"), 200, 404, 404, 404),
        ["POST /sessions/{id:guid}/pause"] = new(SessionAsync("/pause"), 204, 404, 404, 204),
        ["POST /sessions/{id:guid}/keep"] = new(SessionAsync("/keep"), 204, 404, 404, 204),
        ["DELETE /sessions/{id:guid}"] = new(SessionAsync(""), 204, 404, 404, 204),
        ["GET /sessions/{id:guid}/screen.png"] = new(SessionAsync("/screen.png"), 200, 404, 404, 200),
        ["GET /hosts"] = new("hosts", 403, 403, 403, 200),
        ["PUT /hosts/{id:guid}/state"] = new(HostAsync, 403, 403, 403, 204, () => new { state = "Online" }),
        ["GET /vms"] = new("vms", 403, 403, 403, 200),
        ["DELETE /vms/{id:guid}"] = new(VmAsync, 403, 403, 403, 204),
        ["GET /pools"] = new("pools", 403, 403, 403, 200),
        ["GET /consoles"] = new("consoles", 403, 403, 403, 200),
        ["DELETE /consoles/{id:guid}"] = new(ConsoleAsync, 403, 403, 403, 204),
        ["GET /users"] = new("users", 403, 403, 403, 200),
        ["POST /users"] = new("users", 403, 403, 403, 201, () => new { name = NewName(), password = Scene.Password }),
        ["PATCH /users/{id:guid}"] = new(UserAsync, 403, 403, 403, 200, () => new { displayName = "Somebody" }),
        ["GET /account"] = new("account", 200, 200, 200, 200),
        ["GET /account/tokens"] = new("account/tokens", 200, 200, 200, 200),
        ["POST /account/tokens"] = new("account/tokens", 201, 201, 201, 201, () => new { name = "another" }),
        ["DELETE /account/tokens/{id:guid}"] = new(TokenAsync, 204, 404, 404, 404),
        ["GET /account/sign-ins"] = new("account/sign-ins", 200, 200, 200, 200),
        ["DELETE /account/sign-ins/{id:guid}"] = new(SignInAsync, 204, 404, 404, 404),
        ["GET /audit"] = new("audit", 403, 403, 403, 200),
        ["GET /audit.csv"] = new("audit.csv", 403, 403, 403, 200),
        ["GET /settings"] = new("settings", 403, 403, 403, 200),
        ["PUT /settings"] = new("settings", 403, 403, 403, 200, () => new
        {
            placesPerUser = 1, pauseAfterMinutes = 30, endAfterMinutes = 480, launchDeadlineSeconds = 300, consolesPerUser = 24,
        }),
    };

    private static string NewName() => $"new{Interlocked.Increment(ref _names)}";

    private static Func<ApiFixture, Task<string>> ModuleAsync(string rest) => async api =>
    {
        await api.AdasSessionAsync();
        return $"modules/{api.Module.Id}{rest}";
    };

    private static Func<ApiFixture, Task<string>> SessionAsync(string rest) => async api => $"sessions/{await api.AdasSessionAsync()}{rest}";

    private static async Task<string> HostAsync(ApiFixture api) => $"hosts/{(await api.Admin.GetAsync("hosts"))[0]!["id"]}/state";

    private static async Task<string> VmAsync(ApiFixture api) => $"vms/{await api.Ada.VmOfAsync(await api.AdasSessionAsync())}";

    private static async Task<string> ConsoleAsync(ApiFixture api)
    {
        var vm = new VmId(await api.Ada.VmOfAsync(await api.AdasSessionAsync()));
        var (_, grant) = await api.Portal.Services.GetRequiredService<ConsoleService>().OpenAsync(ConsoleId.New(), api.Ada.Who, vm, ConsoleRight.View, CancellationToken.None);
        return $"consoles/{grant!.Connection.Id}";
    }

    private static async Task<string> UserAsync(ApiFixture api) => $"users/{(await api.Portal.AddPersonAsync(NewName())).Who.UserId}";

    private static async Task<string> TokenAsync(ApiFixture api)
    {
        var made = await api.Portal.Services.GetRequiredService<ApiTokenService>().CreateAsync(api.Ada.Who, "short", TimeSpan.FromDays(1), CancellationToken.None);
        return $"account/tokens/{made!.Value.Token.Id}";
    }

    private static async Task<string> SignInAsync(ApiFixture api)
    {
        var user = new User(api.Ada.Who.UserId, "ada", "", Role.User, false, default, null);
        var signIn = await api.Portal.Services.GetRequiredService<AccountService>().OpenAsync(user, "", "", CancellationToken.None);
        return $"account/sign-ins/{signIn.Id}";
    }
}
