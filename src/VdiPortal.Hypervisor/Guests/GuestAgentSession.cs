using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text.Json;
using VdiPortal.Hypervisor.Qmp;

namespace VdiPortal.Hypervisor.Guests;

/// <summary>
/// One conversation with a guest agent (qemu-ga-ref). It begins with guest-sync-delimited, so that answers to someone else's questions are
/// skipped. Everything read is bounded.
/// </summary>
internal sealed class GuestAgentSession(Stream stream) : IAsyncDisposable
{
    private const byte Delimiter = 0xff;
    private const int MaxSyncBytes = 64 * 1024;
    private readonly PipeReader _reader = PipeReader.Create(stream);

    /// <summary>Finds the beginning of our own answers.</summary>
    /// <exception cref="IOException">The agent closed or sent nonsense.</exception>
    public async Task SynchronizeAsync(CancellationToken cancellationToken)
    {
        var id = RandomNumberGenerator.GetInt32(1, int.MaxValue);
        var command = QmpCommand.Create("guest-sync-delimited", json => json.WriteNumber("id", id));
        await stream.WriteAsync(new[] { Delimiter }, cancellationToken);
        await SendAsync(command, cancellationToken);
        while (true)
        {
            await SkipToDelimiterAsync(cancellationToken);
            using var answer = JsonDocument.Parse(await ReadLineAsync(MaxSyncBytes, cancellationToken));
            if (answer.RootElement.TryGetProperty("return", out var value) && value.TryGetInt64(out var echoed) && echoed == id)
            {
                return;
            }
        }
    }

    /// <summary>Sends a command and reads its answer.</summary>
    /// <returns>What it returned, or the agent's objection.</returns>
    /// <exception cref="IOException">The agent closed.</exception>
    /// <exception cref="JsonException">The agent sent nonsense.</exception>
    public async Task<(JsonElement Value, string? Objection)> CallAsync(QmpCommand command, int maxAnswerBytes, CancellationToken cancellationToken)
    {
        await SendAsync(command, cancellationToken);
        using var answer = JsonDocument.Parse(await ReadLineAsync(maxAnswerBytes, cancellationToken));
        if (answer.RootElement.TryGetProperty("return", out var value))
        {
            return (value.Clone(), null);
        }

        return answer.RootElement.TryGetProperty("error", out var error) && error.TryGetProperty("desc", out var text) && text.GetString() is { } words
            ? (default, words)
            : throw new JsonException("The guest agent's answer is neither a return nor an error.");
    }

    /// <summary>Sends a command that is not answered.</summary>
    public async Task SendAsync(QmpCommand command, CancellationToken cancellationToken)
    {
        byte[] line = [.. command.Head.Span, .. "}\n"u8];
        await stream.WriteAsync(line, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _reader.CompleteAsync();
        await stream.DisposeAsync();
    }

    private async Task SkipToDelimiterAsync(CancellationToken cancellationToken)
    {
        for (long skipped = 0; skipped <= MaxSyncBytes;)
        {
            var result = await _reader.ReadAsync(cancellationToken);
            var found = result.Buffer.PositionOf(Delimiter);
            if (found is not null)
            {
                _reader.AdvanceTo(result.Buffer.GetPosition(1, found.Value));
                return;
            }

            skipped += result.Buffer.Length;
            _reader.AdvanceTo(result.Buffer.End);
            ThrowIfEnded(result);
        }

        throw new IOException("The guest agent does not synchronise.");
    }

    private async Task<ReadOnlyMemory<byte>> ReadLineAsync(int maxBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await _reader.ReadAsync(cancellationToken);
            var end = result.Buffer.PositionOf((byte)'\n');
            if (end is not null)
            {
                var line = result.Buffer.Slice(0, end.Value).ToArray();
                _reader.AdvanceTo(result.Buffer.GetPosition(1, end.Value));
                return line;
            }

            _reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            ThrowIfEnded(result);
            if (result.Buffer.Length > maxBytes)
            {
                throw new IOException("The guest agent's answer is too long.");
            }
        }
    }

    private static void ThrowIfEnded(ReadResult result)
    {
        if (result.IsCompleted)
        {
            throw new IOException("The guest agent's channel was closed.");
        }
    }
}
