using VdiPortal.Hypervisor.Qmp;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>The commands that save a machine's state and load it. "Migration" is QEMU's word for either.</summary>
internal static class Migrations
{
    /// <summary>What QEMU calls the file with the state.</summary>
    public const string FileName = "state";

    /// <summary>Memory that is shared is left out, and the end is told by an event.</summary>
    public static QmpCommand WithoutMemory { get; } = Capabilities(("x-ignore-shared", true), ("events", true));

    /// <summary>As fast as it goes.</summary>
    public static QmpCommand Unthrottled { get; } = QmpCommand.Create("migrate-set-parameters", json => json.WriteNumber("max-bandwidth", 1L << 40));

    /// <summary>Saves to the file that was passed as <see cref="FileName"/>.</summary>
    public static QmpCommand Outgoing { get; } = QmpCommand.Create("migrate", json => json.WriteString("uri", "fd:" + FileName));

    /// <summary>Loads from the file that was passed as <see cref="FileName"/>.</summary>
    public static QmpCommand Incoming { get; } = QmpCommand.Create("migrate-incoming", json => json.WriteString("uri", "fd:" + FileName));

    private static QmpCommand Capabilities(params (string Name, bool State)[] wanted) => QmpCommand.Create("migrate-set-capabilities", json =>
    {
        json.WriteStartArray("capabilities");
        foreach (var (name, state) in wanted)
        {
            json.WriteStartObject();
            json.WriteString("capability", name);
            json.WriteBoolean("state", state);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
