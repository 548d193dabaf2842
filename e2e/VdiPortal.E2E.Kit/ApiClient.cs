using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace VdiPortal.E2E.Kit;

/// <summary>The REST API as a program uses it: tests set their scenes up through it.</summary>
public sealed class ApiClient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private readonly HttpClient _http;

    /// <summary>A client with an access token.</summary>
    public ApiClient(Uri address, string token)
    {
        // The certificates of tests are signed by nobody.
        _http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator })
        {
            BaseAddress = new Uri(address, "/api/v1/"),
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Reads.</summary>
    public async Task<JsonNode> GetAsync(string path) => (await _http.GetFromJsonAsync<JsonNode>(path))!;

    /// <summary>Sends a request whose success is expected; returns the answer, if it has one.</summary>
    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var response = await TryAsync(method, path, body);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"{method} {path}: {(int)response.StatusCode} {text}", null, response.StatusCode);
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    /// <summary>Sends a request whatever comes of it.</summary>
    public Task<HttpResponseMessage> TryAsync(HttpMethod method, string path, object? body = null) =>
        _http.SendAsync(new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) });

    /// <summary>Makes an account and returns its id.</summary>
    public async Task<string> AddUserAsync(string name, string password, string role = "User") =>
        (await SendAsync(HttpMethod.Post, "users", new { name, password, role }))!["id"]!.GetValue<string>();

    /// <summary>The module of this slug.</summary>
    public async Task<JsonNode> ModuleAsync(string slug) =>
        (await GetAsync("modules")).AsArray().Single(module => module!["slug"]!.GetValue<string>() == slug)!;

    /// <summary>Sets how many warm VMs a module keeps.</summary>
    public async Task SetWarmAsync(string slug, int count)
    {
        var module = await ModuleAsync(slug);
        await SendAsync(HttpMethod.Patch, $"modules/{module["id"]}", new { warmTarget = count });
    }

    /// <summary>Waits until the module has so many warm VMs.</summary>
    public Task WaitForWarmAsync(string slug, int count) =>
        WaitAsync($"{count} warm of {slug}", async () => (await ModuleAsync(slug))["warm"]!.GetValue<int>() >= count);

    /// <summary>Waits until a condition holds; what the API shows is polled, since this is another process.</summary>
    public static async Task WaitAsync(string what, Func<Task<bool>> condition, TimeSpan? limit = null)
    {
        using var late = new CancellationTokenSource(limit ?? Limit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await condition())
        {
            if (late.IsCancellationRequested)
                throw new TimeoutException($"Waited in vain: {what}");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
