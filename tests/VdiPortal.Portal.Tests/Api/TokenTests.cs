using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;

namespace VdiPortal.Portal.Tests.Api;

/// <summary>Personal access tokens (requirement F4).</summary>
[Collection(ApiGroup.Name)]
public sealed class TokenTests(ApiFixture api)
{
    [Fact]
    public async Task A_token_is_shown_once_and_kept_as_a_hash_only()
    {
        using var made = await api.Bob.SendAsync(HttpMethod.Post, "account/tokens", new { name = "once", days = 1 });
        var token = (await made.Content.ReadFromJsonAsync<JsonNode>())!;
        var secret = token["secret"]!.GetValue<string>();

        var listed = (await api.Bob.GetAsync("account/tokens")).AsArray().Single(item => item!["name"]!.GetValue<string>() == "once")!;
        Assert.Null(listed["secret"]);
        Assert.DoesNotContain(secret, listed.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(SHA256.HashData(Encoding.ASCII.GetBytes(secret)), await StoredAsync(token["id"]!.GetValue<Guid>()));
    }

    [Fact]
    public async Task A_revoked_or_invented_token_is_refused()
    {
        using var made = await api.Bob.SendAsync(HttpMethod.Post, "account/tokens", new { name = "brief" });
        var token = (await made.Content.ReadFromJsonAsync<JsonNode>())!;
        var secret = token["secret"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(secret));

        await api.Bob.SendAsync(HttpMethod.Delete, $"account/tokens/{token["id"]}");

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(secret));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync("vdi_" + new string('0', 48)));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync("nonsense"));
    }

    [Fact]
    public async Task A_disabled_account_loses_its_tokens_and_its_session()
    {
        var leaver = await Support.Scene.AddPersonAsync(api.Portal, "leaver");
        var session = await leaver.LaunchAsync(api.Module);

        using var answer = await api.Admin.SendAsync(HttpMethod.Patch, $"users/{leaver.Who.UserId}", new { disabled = true });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(leaver.Token));
        var ended = (await api.Admin.GetAsync($"sessions/{session}"))["session"]!;
        Assert.Equal(("Ended", "AccountDisabled"), (ended["state"]!.GetValue<string>(), ended["failure"]!.GetValue<string>()));
    }

    private async Task<HttpStatusCode> AskAsync(string token)
    {
        using var http = api.Portal.NewClient(token);
        using var answer = await http.GetAsync("/api/v1/account");
        return answer.StatusCode;
    }

    private async Task<byte[]> StoredAsync(Guid token)
    {
        await using var connection = new NpgsqlConnection(api.Portal.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT hash FROM api_tokens WHERE id = $1", connection) { Parameters = { new() { Value = token } } };
        return (byte[])(await command.ExecuteScalarAsync())!;
    }
}
