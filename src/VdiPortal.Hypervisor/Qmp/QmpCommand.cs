using System.Buffers;
using System.Text.Json;

namespace VdiPortal.Hypervisor.Qmp;

/// <summary>A command, encoded but for its number, so that often used ones are encoded once.</summary>
internal sealed class QmpCommand
{
    private QmpCommand(string name, byte[] head)
    {
        Name = name;
        Head = head;
    }

    public static QmpCommand Continue { get; } = Create("cont");

    public static QmpCommand Stop { get; } = Create("stop");

    public static QmpCommand Quit { get; } = Create("quit");

    public static QmpCommand PowerButton { get; } = Create("system_powerdown");

    public static QmpCommand QueryStatus { get; } = Create("query-status");

    public static QmpCommand QueryUuid { get; } = Create("query-uuid");

    public static QmpCommand Negotiate { get; } = Create("qmp_capabilities");

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its JSON without the number and the closing brace.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    /// <summary>Encodes a command.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="arguments">Writes the members of its arguments.</param>
    public static QmpCommand Create(string name, Action<Utf8JsonWriter>? arguments = null)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("execute", name);
            if (arguments is not null)
            {
                json.WriteStartObject("arguments");
                arguments(json);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return new QmpCommand(name, buffer.WrittenSpan[..^1].ToArray());
    }
}
