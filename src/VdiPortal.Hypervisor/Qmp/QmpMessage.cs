using System.Buffers;
using System.Text.Json;

namespace VdiPortal.Hypervisor.Qmp;

/// <summary>One line of a monitor, taken apart.</summary>
internal readonly record struct QmpMessage(QmpMessageKind Kind, long Id, JsonElement Value, string? EventName)
{
    private const int MaxDepth = 64;

    /// <summary>Takes a line apart.</summary>
    /// <exception cref="JsonException">It is no QMP.</exception>
    public static QmpMessage Parse(in ReadOnlySequence<byte> line)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = MaxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A line of the monitor is no object.");
        }

        var message = default(QmpMessage);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            message = ReadMember(ref reader, message);
        }

        return message;
    }

    private static QmpMessage ReadMember(ref Utf8JsonReader reader, QmpMessage message)
    {
        if (reader.ValueTextEquals("return"u8))
        {
            return message with { Kind = QmpMessageKind.Return, Value = ReadValue(ref reader) };
        }

        if (reader.ValueTextEquals("error"u8))
        {
            return message with { Kind = QmpMessageKind.Error, Value = ReadValue(ref reader) };
        }

        if (reader.ValueTextEquals("QMP"u8))
        {
            return message with { Kind = QmpMessageKind.Greeting, Value = ReadValue(ref reader) };
        }

        if (reader.ValueTextEquals("data"u8))
        {
            return message with { Value = ReadValue(ref reader) };
        }

        return ReadScalar(ref reader, message);
    }

    private static QmpMessage ReadScalar(ref Utf8JsonReader reader, QmpMessage message)
    {
        var isId = reader.ValueTextEquals("id"u8);
        var isEvent = reader.ValueTextEquals("event"u8);
        reader.Read();
        if (isId && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var id))
        {
            return message with { Id = id };
        }

        if (isEvent && reader.TokenType == JsonTokenType.String)
        {
            return message with { Kind = QmpMessageKind.Event, EventName = reader.GetString() };
        }

        reader.Skip();
        return message;
    }

    // The empty object that most commands return is left out: it costs nothing then.
    private static JsonElement ReadValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            var ahead = reader;
            if (ahead.Read() && ahead.TokenType == JsonTokenType.EndObject)
            {
                reader = ahead;
                return default;
            }
        }

        return JsonElement.ParseValue(ref reader);
    }
}
