using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using VdiPortal.Portal.Api.Contracts;

namespace VdiPortal.Portal.Tests.Api;

/// <summary>What bad bodies get: 400 with a pointer to what is wrong, 413 when they are too large (requirement F4).</summary>
[Collection(ApiGroup.Name)]
public sealed class BodyTests(ApiFixture api)
{
    private static readonly string Long = new('x', 300);
    private static readonly string[] Fields = ["days", "from", "until", "timeZone", "count"];
    private static readonly PoolWindowDto Row = new(["Monday"], "08:45", "12:00", "Europe/Berlin", 25);

    public static TheoryData<string, object, string[]> Bad => new()
    {
        { "POST /account/tokens", new { }, ["#/name"] },
        { "POST /account/tokens", new { name = Long }, ["#/name"] },
        { "POST /account/tokens", new { name = "good", days = 0 }, ["#/days"] },
        { "POST /account/tokens", new { name = "  ", days = 367 }, ["#/name", "#/days"] },
        { "POST /account/tokens", new { name = 7 }, ["#/name"] },
        { "POST /modules/{id:guid}/launch", new { requestId = "no uuid" }, ["#/requestId"] },
        { "PATCH /modules/{id:guid}", new { title = "" }, ["#/title"] },
        { "PATCH /modules/{id:guid}", new { summary = Long, category = Long }, ["#/summary", "#/category"] },
        { "PATCH /modules/{id:guid}", new { warmTarget = -1 }, ["#/warmTarget"] },
        { "PATCH /modules/{id:guid}", new { warmTarget = 1_001 }, ["#/warmTarget"] },
        { "PATCH /modules/{id:guid}", new { pool = new { min = 5, max = 4 } }, ["#/pool/max"] },
        { "PATCH /modules/{id:guid}", new { pool = new { min = -1, spread = "Sideways", point = "Halfway" } }, ["#/pool/min", "#/pool/spread", "#/pool/point"] },
        { "PATCH /modules/{id:guid}", new { pool = new { schedule = new object?[] { Row, Row with { Days = [] }, null } } }, ["#/pool/schedule/1/days", .. Nothing(2)] },
        {
            "PATCH /modules/{id:guid}", new { pool = new { schedule = new[] { Row with { Days = ["Caturday"], From = "8:45", Until = "24:00", TimeZone = "Mars/Olympus", Count = -1 } } } },
            Nothing(0)
        },
        { "PATCH /modules/{id:guid}", new { pool = new { schedule = Enumerable.Repeat(Row, 51) } }, ["#/pool/schedule"] },
        { "PATCH /modules/{id:guid}", new { pauseAfterMinutes = 10 }, ["#/endAfterMinutes"] },
        { "PATCH /modules/{id:guid}", new { pauseAfterMinutes = 10, endAfterMinutes = 5 }, ["#/pauseAfterMinutes", "#/endAfterMinutes"] },
        { "PUT /hosts/{id:guid}/state", new { }, ["#/state"] },
        { "PUT /hosts/{id:guid}/state", new { state = "Unreachable" }, ["#/state"] },
        { "PUT /hosts/{id:guid}/state", new { state = "Sideways" }, ["#/state"] },
        { "POST /users", new { }, ["#/name"] },
        { "POST /users", new { name = "no blanks please", password = "calm green orchard" }, ["#/name"] },
        { "POST /users", new { name = "short.password", password = "short" }, ["#/password"] },
        { "POST /users", new { name = "no.password" }, ["#/password"] },
        { "POST /users", new { name = "king", password = "calm green orchard", role = "King" }, ["#/role"] },
        { "POST /users", new { name = "long", password = "calm green orchard", displayName = Long }, ["#/displayName"] },
        { "PATCH /users/{id:guid}", new { role = "King" }, ["#/role"] },
        { "PATCH /users/{id:guid}", new { displayName = "" }, ["#/displayName"] },
        { "PATCH /users/{id:guid}", new { password = "short" }, ["#/password"] },
        { "PUT /settings", new { placesPerUser = 2 }, ["#/pauseAfterMinutes", "#/endAfterMinutes", "#/launchDeadlineSeconds", "#/consolesPerUser"] },
        {
            "PUT /settings", new { placesPerUser = 0, pauseAfterMinutes = 30, endAfterMinutes = 30, launchDeadlineSeconds = 300, consolesPerUser = 24 },
            ["#/placesPerUser", "#/endAfterMinutes"]
        },
        {
            "PUT /settings", new { placesPerUser = 1, pauseAfterMinutes = 30, endAfterMinutes = 480, launchDeadlineSeconds = 300, consolesPerUser = 24, peopleMemoryPercent = 91, freeMemoryFloorMiB = -1 },
            ["#/peopleMemoryPercent", "#/freeMemoryFloorMiB"]
        },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_value_that_is_missing_or_out_of_bounds_is_pointed_at(string endpoint, object body, string[] pointers)
    {
        using var answer = await api.Admin.SendAsync(new HttpMethod(endpoint.Split(' ')[0]), await ApiTable.Rows[endpoint].Path(api), body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(pointers, Pointers(await ProblemAsync(answer)));
    }

    [Fact]
    public async Task A_refused_change_of_an_account_changes_nothing_of_it()
    {
        var path = await ApiTable.Rows["PATCH /users/{id:guid}"].Path(api);
        var name = (await api.Admin.GetAsync("users")).AsArray().Single(user => path.EndsWith(user!["id"]!.GetValue<string>(), StringComparison.Ordinal))!["name"];

        using var answer = await api.Admin.SendAsync(HttpMethod.Patch, path, new { password = "another calm orchard", displayName = Long });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty((await api.Admin.GetAsync($"audit?action=account.password&text={name}")).AsArray());
    }

    [Fact]
    public async Task Every_endpoint_that_takes_a_body_refuses_what_is_no_JSON()
    {
        foreach (var endpoint in Takers())
        {
            using var broken = await SendAsync(endpoint, "{\"name\": \"x\", ", "application/json");
            Assert.True(broken.StatusCode == HttpStatusCode.BadRequest, $"{endpoint}: {broken.StatusCode}");
            var problem = await ProblemAsync(broken);
            Assert.Equal("unreadable", problem["code"]!.GetValue<string>());
            Assert.StartsWith("#", Assert.Single(Pointers(problem)), StringComparison.Ordinal);

            using var other = await SendAsync(endpoint, "name=x", "text/plain");
            Assert.True(other.StatusCode == HttpStatusCode.UnsupportedMediaType, $"{endpoint}: {other.StatusCode}");
            Assert.Equal("not-json", (await ProblemAsync(other))["code"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Every_endpoint_that_takes_a_body_refuses_one_that_is_too_large()
    {
        foreach (var endpoint in Takers())
        {
            using var answer = await SendAsync(endpoint, $"{{\"name\":\"{new string('x', (1 << 20) + 1)}\"}}", "application/json");
            Assert.True(answer.StatusCode == HttpStatusCode.RequestEntityTooLarge, $"{endpoint}: {answer.StatusCode}");
            Assert.Equal("too-large", (await ProblemAsync(answer))["code"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_pools_policy_comes_back_as_it_was_given_and_what_is_left_out_stays()
    {
        var path = await ApiTable.Rows["PATCH /modules/{id:guid}"].Path(api);
        using (var answer = await api.Admin.SendAsync(HttpMethod.Patch, path, new { pool = new { min = 0, max = 40, spread = "pack", point = "byMemory", schedule = new[] { Row } } }))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using (var answer = await api.Admin.SendAsync(HttpMethod.Patch, path, new { summary = "Bars" }))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        var module = (await api.Admin.GetAsync("modules")).AsArray().Single(module => path.EndsWith(module!["id"]!.GetValue<string>(), StringComparison.Ordinal))!;
        Assert.Equal(
            """{"min":0,"max":40,"spread":"Pack","point":"ByMemory","schedule":[{"days":["Monday"],"from":"08:45","until":"12:00","timeZone":"Europe/Berlin","count":25}]}""",
            module["pool"]!.ToJsonString());
        Assert.Equal(0, module["warmTarget"]!.GetValue<int>());
        Assert.Contains((await api.Admin.GetAsync("audit?action=module")).AsArray(), row => row!["entry"]!["detail"]!.GetValue<string>().Contains("0..40 Pack ByMemory; 25 Monday 08:45-12:00 Europe/Berlin", StringComparison.Ordinal));
        using var back = await api.Admin.SendAsync(HttpMethod.Patch, path, new { pool = new { max = 1_000, spread = "Even", point = "AfterServices", schedule = Array.Empty<object>() } });
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
    }

    private static string[] Nothing(int index) => [.. Fields.Select(field => $"#/pool/schedule/{index}/{field}")];

    private static IReadOnlyList<string> Pointers(JsonNode problem) => [.. problem["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>())];

    private static async Task<JsonNode> ProblemAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private List<string> Takers()
    {
        var takers = api.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not null).Select(ApiFixture.Name).ToList();
        Assert.True(takers.Count >= 7);
        return takers;
    }

    private async Task<HttpResponseMessage> SendAsync(string endpoint, string body, string mediaType)
    {
        using var http = api.Portal.NewClient(api.Admin.Token);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        using var request = new HttpRequestMessage(new HttpMethod(endpoint.Split(' ')[0]), $"/api/v1/{await ApiTable.Rows[endpoint].Path(api)}") { Content = content };

        // Asks before it sends: whoever is refused while still sending may find the connection closed before the answer.
        request.Headers.ExpectContinue = true;
        return await http.SendAsync(request);
    }
}
