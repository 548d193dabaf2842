using System.Net;
using System.Net.WebSockets;
using Microsoft.Playwright;
using VdiPortal.E2E.Kit;

namespace VdiPortal.E2E.Tests;

/// <summary>Console connections made by hand, past the page.</summary>
internal static class Consoles
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Tries to open a console with the person's cookie; the HTTP status, 101 when it opened.</summary>
    public static async Task<int> TryOpenAsync(Learner person, Guid vm, string? origin = null, bool signedIn = true)
    {
        using var socket = await PrepareAsync(person.Page, origin, signedIn);
        using var late = new CancellationTokenSource(Limit);
        try
        {
            await socket.ConnectAsync(AddressOf(person.Page, vm, ""), late.Token);
            return 101;
        }
        catch (WebSocketException)
        {
            return (int)socket.HttpStatusCode;
        }
    }

    /// <summary>Opens a view connection, sends a key, and tells whether the connection was closed because of it.</summary>
    public static async Task<bool> IsClosedByKeyAsync(IPage page, Guid vm)
    {
        using var socket = await PrepareAsync(page, null, signedIn: true);
        using var late = new CancellationTokenSource(Limit);
        await socket.ConnectAsync(AddressOf(page, vm, "?view=1"), late.Token);
        await ReadAsync(socket, 12, late.Token);
        await SendAsync(socket, "RFB 003.008\n"u8.ToArray(), late.Token);
        await ReadAsync(socket, 2, late.Token);
        await SendAsync(socket, [1], late.Token);
        await ReadAsync(socket, 4, late.Token);
        await SendAsync(socket, [1], late.Token);
        await ReadAsync(socket, 24, late.Token);
        await SendAsync(socket, [4, 1, 0, 0, 0, 0, 0, 0x61], late.Token);
        return await IsClosedAsync(socket, late.Token);
    }

    private static async Task<ClientWebSocket> PrepareAsync(IPage page, string? origin, bool signedIn)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.AddSubProtocol("binary");
        var address = new Uri(page.Url).GetLeftPart(UriPartial.Authority);
        socket.Options.SetRequestHeader("Origin", origin ?? address);
        if (signedIn)
        {
            socket.Options.Cookies = new CookieContainer();
            foreach (var cookie in await page.Context.CookiesAsync())
                socket.Options.Cookies.Add(new Uri(address), new System.Net.Cookie(cookie.Name, cookie.Value));
        }

        return socket;
    }

    private static Uri AddressOf(IPage page, Guid vm, string query) =>
        new(new Uri(page.Url).GetLeftPart(UriPartial.Authority).Replace("http", "ws", StringComparison.Ordinal) + $"/console/{vm}{query}");

    private static Task SendAsync(ClientWebSocket socket, byte[] bytes, CancellationToken cancellation) =>
        socket.SendAsync(bytes, WebSocketMessageType.Binary, true, cancellation);

    private static async Task ReadAsync(ClientWebSocket socket, int count, CancellationToken cancellation)
    {
        var buffer = new byte[4096];
        for (var read = 0; read < count;)
            read += (await socket.ReceiveAsync(buffer, cancellation)).Count;
    }

    private static async Task<bool> IsClosedAsync(ClientWebSocket socket, CancellationToken cancellation)
    {
        var buffer = new byte[4096];
        try
        {
            while ((await socket.ReceiveAsync(buffer, cancellation)).MessageType != WebSocketMessageType.Close)
            {
                // Pictures may still come until the end.
            }

            return true;
        }
        catch (WebSocketException)
        {
            return true;
        }
    }
}
