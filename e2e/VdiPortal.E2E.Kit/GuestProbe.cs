using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VdiPortal.E2E.Kit;

/// <summary>Looks into a guest through its QEMU guest agent, past the portal: what it says is what happened in there.</summary>
public sealed class GuestProbe(string runDirectory, Guid vm)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Runs a shell command in the guest as root and returns what it printed.</summary>
    public async Task<string> RunAsync(string command)
    {
        using var late = new CancellationTokenSource(Limit);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(runDirectory, vm.ToString("D"), "agent")), late.Token);
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await SyncAsync(stream, reader, late.Token);
        var pid = (await CallAsync(stream, reader, "guest-exec", new JsonObject
        {
            ["path"] = "/bin/sh", ["arg"] = new JsonArray("-c", command), ["capture-output"] = true,
        }, late.Token))!["pid"]!.GetValue<int>();
        while (true)
        {
            var status = await CallAsync(stream, reader, "guest-exec-status", new JsonObject { ["pid"] = pid }, late.Token);
            if (status!["exited"]!.GetValue<bool>())
                return Encoding.UTF8.GetString(Convert.FromBase64String(status["out-data"]?.GetValue<string>() ?? ""));
        }
    }

    /// <summary>Runs the command again until its output satisfies the condition; fails after the limit with the last output.</summary>
    public async Task<string> WaitForAsync(string command, Func<string, bool> condition)
    {
        using var late = new CancellationTokenSource(Limit);
        while (true)
        {
            var output = await RunAsync(command);
            if (condition(output))
                return output;
            if (late.IsCancellationRequested)
                throw new TimeoutException($"`{command}` in the guest still says: {output}");
        }
    }

    private static async Task SyncAsync(Stream stream, StreamReader reader, CancellationToken cancellation)
    {
        var id = Random.Shared.Next(1, int.MaxValue);
        var ask = $"{{\"execute\":\"guest-sync-delimited\",\"arguments\":{{\"id\":{id.ToString(CultureInfo.InvariantCulture)}}}}}\n";
        await stream.WriteAsync((byte[])[0xFF, .. Encoding.UTF8.GetBytes(ask)], cancellation);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.EndsWith($"\"return\": {id}}}", StringComparison.Ordinal))
                return;
        }

        throw new EndOfStreamException("The guest agent hung up.");
    }

    private static async Task<JsonNode?> CallAsync(
        Stream stream, StreamReader reader, string command, JsonObject arguments, CancellationToken cancellation)
    {
        var request = new JsonObject { ["execute"] = command, ["arguments"] = arguments };
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request.ToJsonString() + "\n"), cancellation);
        var line = await reader.ReadLineAsync(cancellation) ?? throw new EndOfStreamException("The guest agent hung up.");
        var answer = JsonNode.Parse(line)!;
        return answer["return"] ?? throw new JsonException($"The guest agent refused {command}: {line}");
    }
}
