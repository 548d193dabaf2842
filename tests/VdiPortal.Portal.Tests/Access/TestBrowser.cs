using System.Net;
using System.Text.RegularExpressions;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Access;

/// <summary>What a browser does without scripts: pages, cookies, forms. Follows no redirection.</summary>
internal sealed partial class TestBrowser(TestPortal portal)
{
    private readonly Dictionary<string, string> _cookies = [];

    /// <summary>The cookies it has, as a header.</summary>
    public string Cookies => string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));

    /// <summary>Another one with the same cookies, as a thief of them would have.</summary>
    public TestBrowser Copy()
    {
        var copy = new TestBrowser(portal);
        foreach (var (name, value) in _cookies)
            copy._cookies[name] = value;
        return copy;
    }

    /// <summary>Sends a request with the cookies it has.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var http = portal.NewClient();
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (_cookies.Count > 0)
            request.Headers.Add("Cookie", Cookies);
        var answer = await http.SendAsync(request);
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
            set.ToList().ForEach(Keep);
        return answer;
    }

    /// <summary>Gets a page.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>Fills in the form of a page and sends it.</summary>
    public async Task<HttpResponseMessage> PostFormAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        using var page = await GetAsync(path);
        var token = TokenOf(await page.Content.ReadAsStringAsync());
        return await PostAsync(path, [("_handler", form), ("__RequestVerificationToken", token), .. fields]);
    }

    /// <summary>Sends this form to an address that shows no form, with the token of another page of the same browser.</summary>
    public async Task<HttpResponseMessage> PostWithTokenAsync(string path, params (string Name, string Value)[] fields)
    {
        using var page = await GetAsync("/reset");
        var token = TokenOf(await page.Content.ReadAsStringAsync());
        return await PostAsync(path, [("__RequestVerificationToken", token), .. fields]);
    }

    /// <summary>Sends these fields and no others.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    /// <summary>Signs in; the answer.</summary>
    public Task<HttpResponseMessage> SignInAsync(string name, string password = Scene.Password) =>
        PostFormAsync("/sign-in", "sign-in", ("Input.Name", name), ("Input.Password", password));

    /// <summary>Whether the home page lets it in.</summary>
    public async Task<bool> IsSignedInAsync()
    {
        using var home = await GetAsync("/");
        return home.StatusCode == HttpStatusCode.OK;
    }

    private static string TokenOf(string page) => WebUtility.HtmlDecode(Token().Match(page).Groups["value"].Value);

    private void Keep(string header)
    {
        var pair = header.Split(';')[0].Split('=', 2);
        if (pair[1].Length == 0)
            _cookies.Remove(pair[0]);
        else
            _cookies[pair[0]] = pair[1];
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<value>[^\"]+)\"")]
    private static partial Regex Token();
}
