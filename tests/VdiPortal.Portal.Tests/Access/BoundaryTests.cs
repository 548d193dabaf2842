using System.Net;
using System.Net.WebSockets;
using VdiPortal.Portal.Tests.Api;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Access;

/// <summary>What comes from a foreign page or with the wrong kind of proof is refused, and every answer tells browsers to be strict.</summary>
[Collection(ApiGroup.Name)]
public sealed class BoundaryTests(ApiFixture api)
{
    private static readonly string[] Headers = ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"];

    [Fact]
    public async Task A_cookie_opens_no_endpoint_of_the_API_but_the_two_files()
    {
        var browser = new TestBrowser(api.Portal);
        await browser.SignInAsync("boss");
        Assert.True(await browser.IsSignedInAsync());
        List<string> opened = [];
        foreach (var (endpoint, row) in ApiTable.Rows)
        {
            using var answer = await browser.SendAsync(new HttpMethod(endpoint.Split(' ')[0]), $"/api/v1/{await row.Path(api)}");
            if (answer.StatusCode != HttpStatusCode.Unauthorized)
                opened.Add(endpoint);
        }

        Assert.Equal(["GET /audit.csv", "GET /sessions/{id:guid}/screen.png"], opened.Order());
    }

    [Fact]
    public async Task Addresses_in_answers_are_those_that_browsers_use_whatever_a_proxy_calls_the_portal()
    {
        using var http = api.Portal.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hosts");
        request.Headers.Host = "inside.example:8085";
        using var answer = await http.SendAsync(request);

        Assert.StartsWith($"{TestPortal.Origin}/sign-in?", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example", 403)]
    [InlineData("http://portal.test.evil.example", 403)]
    [InlineData("https://portal.test", 403)]
    [InlineData("null", 403)]
    [InlineData(TestPortal.Origin, 200)]
    public async Task The_circuit_answers_our_own_pages_only(string origin, int expected)
    {
        using var http = api.Portal.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", origin);
        using var answer = await http.SendAsync(request);

        Assert.Equal(expected, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData(null)]
    public async Task A_socket_of_a_circuit_from_a_foreign_page_or_from_none_is_refused(string? origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://127.0.0.1:{api.Portal.Address.Port}/_blazor"), CancellationToken.None));

        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Theory]
    [InlineData("/sign-in", 200)]
    [InlineData("/", 302)]
    [InlineData("/nothing/here", 404)]
    [InlineData("/css/app.css", 200)]
    [InlineData("/health/live", 200)]
    [InlineData("/metrics", 401)]
    [InlineData("/vir", 404)]
    [InlineData("/console/9f0c1f62-0000-4000-8000-000000000000", 400)]
    [InlineData("/api/v1/account", 401)]
    [InlineData("/api/v1/nothing", 404)]
    [InlineData("/api/v1/openapi.json", 200)]
    public async Task Every_answer_has_the_security_headers(string path, int status)
    {
        using var http = api.Portal.NewClient();
        using var answer = await http.GetAsync(path);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.All(Headers, header => Assert.True(answer.Headers.Contains(header), $"{path} lacks {header}"));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_of_a_sign_in_is_out_of_reach_for_scripts_and_foreign_forms()
    {
        using var answer = await new TestBrowser(api.Portal).SignInAsync("bob");

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(header => header.StartsWith("vdi=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Hosts_find_no_way_in_through_the_public_address()
    {
        using var http = api.Portal.NewClient(api.Admin.Token);
        using var answer = await http.PostAsync($"{Vir.VirProtocol.Path}/negotiate?negotiateVersion=1", null);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
