using System.Text;
using VdiPortal.Hypervisor.Qmp;

namespace VdiPortal.Hypervisor.Guests;

/// <summary>The guest agent's guest-exec and guest-exec-status.</summary>
internal static class GuestExec
{
    public static QmpCommand Start(GuestCommand command) => QmpCommand.Create("guest-exec", json =>
    {
        json.WriteString("path", command.Path);
        json.WriteStartArray("arg");
        foreach (var argument in command.Arguments)
        {
            json.WriteStringValue(argument);
        }

        json.WriteEndArray();
        if (!command.Input.IsEmpty)
        {
            json.WriteBase64String("input-data", command.Input.Span);
        }

        json.WriteBoolean("capture-output", true);
    });

    public static QmpCommand Ask(long pid) => QmpCommand.Create("guest-exec-status", json => json.WriteNumber("pid", pid));

    public static GuestCommandResult ToResult(GuestAnswer status, int maxBytes)
    {
        var output = status.Bytes("out-data") ?? [];
        var error = status.Bytes("err-data") ?? [];
        var truncated = output.Length > maxBytes || error.Length > maxBytes || status.Flag("out-truncated") || status.Flag("err-truncated");
        return new GuestCommandResult((int?)status.Number("exitcode"), (int?)status.Number("signal"), Cut(output, maxBytes), Cut(error, maxBytes), truncated);
    }

    private static string Cut(byte[] bytes, int maxBytes) => Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, maxBytes));
}
