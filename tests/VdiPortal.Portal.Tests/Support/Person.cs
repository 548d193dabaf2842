using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Identity;

namespace VdiPortal.Portal.Tests.Support;

/// <summary>Somebody who uses the REST API with an access token.</summary>
internal sealed class Person(TestPortal portal, Principal who, string token)
{
    /// <summary>Who it is.</summary>
    public Principal Who { get; } = who;

    /// <summary>The access token.</summary>
    public string Token { get; } = token;

    /// <summary>Sends a request, whatever comes of it.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var http = portal.NewClient(Token);
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        return await http.SendAsync(request);
    }

    /// <summary>Reads what must be there.</summary>
    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary>Launches a module; the answer's status and body.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Body)> TryLaunchAsync(Module module)
    {
        using var response = await SendAsync(HttpMethod.Post, $"modules/{module.Id}/launch");
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>())!);
    }

    /// <summary>Launches a module that must start, and waits until it runs.</summary>
    public async Task<Guid> LaunchAsync(Module module)
    {
        var session = await BeginAsync(module);
        await UntilAsync(session, "Running");
        return session;
    }

    /// <summary>Launches a module that must begin to start.</summary>
    public async Task<Guid> BeginAsync(Module module)
    {
        var (status, body) = await TryLaunchAsync(module);
        Assert.True(status == HttpStatusCode.Accepted, $"{status}: {body}");
        return body["id"]!.GetValue<Guid>();
    }

    /// <summary>Waits until a session is in this state; the session. Fails at once when it failed instead.</summary>
    public async Task<JsonNode> UntilAsync(Guid session, string state, TimeSpan? limit = null)
    {
        JsonNode? now = null;
        await Patience.UntilAsync($"the session is {state}", async () =>
        {
            now = (await GetAsync($"sessions/{session}"))["session"]!;
            var present = now["state"]!.GetValue<string>();
            Assert.True(present == state || present is not ("Failed" or "Ended"), $"The session should be {state}: {now}");
            return present == state;
        }, limit);
        return now!;
    }

    /// <summary>The session's only VM.</summary>
    public async Task<Guid> VmOfAsync(Guid session) => (await GetAsync($"sessions/{session}"))["vms"]!.AsArray().Single()!["id"]!.GetValue<Guid>();

    /// <summary>A picture of the session's screen.</summary>
    public async Task<byte[]> ScreenAsync(Guid session)
    {
        using var response = await SendAsync(HttpMethod.Get, $"sessions/{session}/screen.png");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }
}
