using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Api;

/// <summary>Walks every endpoint as everyone; one that is not in <see cref="ApiTable"/> is noticed (requirements A1, F4).</summary>
[Collection(ApiGroup.Name)]
public sealed class EveryEndpointTests(ApiFixture api)
{
    public static TheoryData<string> Rows => [.. ApiTable.Rows.Keys];

    [Fact]
    public void The_table_names_what_is_served_and_nothing_else() =>
        Assert.Equal(ApiTable.Rows.Keys.Order(), api.Endpoints.Select(ApiFixture.Name).Order());

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Everyone_gets_what_is_theirs(string endpoint)
    {
        var row = ApiTable.Rows[endpoint];
        var method = new HttpMethod(endpoint.Split(' ')[0]);
        (string Caller, Person? Who, int Expected)[] callers =
        [
            ("anonymous", null, 401), ("other learner", api.Bob, row.Other), ("trainer", api.Trainer, row.Trainer), ("owner", api.Ada, row.Owner), ("admin", api.Admin, row.Admin),
        ];
        List<string> wrong = [];
        foreach (var (caller, who, expected) in callers)
        {
            var path = await row.Path(api);
            using var answer = who is null ? await AnonymousAsync(method, path, row.Body?.Invoke()) : await who.SendAsync(method, path, row.Body?.Invoke());
            if ((int)answer.StatusCode != expected)
                wrong.Add($"{caller}: {(int)answer.StatusCode} instead of {expected}: {await answer.Content.ReadAsStringAsync()}");
            if (!answer.IsSuccessStatusCode)
                await IsProblemAsync(answer);
        }

        await EndOthersAsync();
        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task What_does_not_exist_is_not_found(string endpoint)
    {
        var (method, route) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1]);
        if (!route.Contains("{id:guid}", StringComparison.Ordinal))
            return;

        var path = route.Replace("{id:guid}", Guid.NewGuid().ToString(), StringComparison.Ordinal).TrimStart('/');
        using var answer = await api.Admin.SendAsync(new HttpMethod(method), path, ApiTable.Rows[endpoint].Body?.Invoke());

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("not-found", (await IsProblemAsync(answer))["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_OpenAPI_document_lists_every_endpoint()
    {
        using var http = api.Portal.NewClient();
        var document = await http.GetFromJsonAsync<JsonNode>("/api/v1/openapi.json");

        var listed = document!["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key["/api/v1".Length..].TrimEnd('/')}"));
        Assert.Equal(ApiTable.Rows.Keys.Select(row => row.Replace("{id:guid}", "{id}", StringComparison.Ordinal)).Order(), listed.Order());
    }

    [Fact]
    public async Task Only_administrators_see_the_sessions_of_others()
    {
        await api.AdasSessionAsync();

        Assert.Empty((await api.Bob.GetAsync("sessions?all=true")).AsArray());
        Assert.Contains((await api.Admin.GetAsync("sessions?all=true")).AsArray(), session => session!["user"]!.GetValue<string>() == "ada");
    }

    private static async Task<JsonNode> IsProblemAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.NotEmpty(problem["code"]!.GetValue<string>());
        Assert.DoesNotContain("not-", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        return problem;
    }

    private async Task<HttpResponseMessage> AnonymousAsync(HttpMethod method, string path, object? body)
    {
        using var http = api.Portal.NewClient();
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        return await http.SendAsync(request);
    }

    private async Task EndOthersAsync()
    {
        foreach (var session in (await api.Admin.GetAsync("sessions?all=true")).AsArray().Where(session => session!["user"]!.GetValue<string>() != "ada"))
            await api.Admin.SendAsync(HttpMethod.Delete, $"sessions/{session!["id"]}");
    }
}
