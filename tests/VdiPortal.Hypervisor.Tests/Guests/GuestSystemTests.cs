using System.Text;
using System.Text.Json;
using VdiPortal.Hypervisor.Guests;

namespace VdiPortal.Hypervisor.Tests.Guests;

/// <summary>What a guest's Linux says of its processes and sockets.</summary>
public sealed class GuestSystemTests
{
    private const string Table = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
           1: 0100007F:0016 0100007F:8000 01 00000000:00000000 00:00000000 00000000     0        0 2 1 0 100 0 0 10 0
           2: 0100007F:8000 0100007F:0016 01 00000000:00000000 00:00000000 00000000     0        0 3 1 0 100 0 0 10 0
           3: 0100007F:0016 0100007F:8001 06 00000000:00000000 00:00000000 00000000     0        0 0 3 0
        cut off: 0100
        """;

    private const string Table6 = """
           0: 00000000000000000000000000000000:1538 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 4 1 0 100 0 0 10 0
           1: 0000000000000000FFFF00000100007F:0016 0000000000000000FFFF00000100007F:8002 01 00000000:00000000 00:00000000 00000000 0 0 5 1 0 100 0 0 10 0
        """;

    [Theory]
    [InlineData(22, 10, 1)]
    [InlineData(22, 1, 2)]
    [InlineData(5432, 10, 1)]
    [InlineData(5432, 1, 0)]
    [InlineData(2, 10, 0)]
    public async Task Sockets_are_counted_in_both_tables_by_their_own_port(int port, int state, int expected)
    {
        await using var agent = new FakeGuestAgent(AnswerFiles(new() { ["/proc/net/tcp"] = Table, ["/proc/net/tcp6"] = Table6 }));

        Assert.Equal(expected, await new GuestSystem(agent.Client).CountSocketsAsync(port, (TcpSocketState)state, Patience.Token));
    }

    [Fact]
    public async Task A_guest_without_the_second_table_has_the_first()
    {
        await using var agent = new FakeGuestAgent(AnswerFiles(new() { ["/proc/net/tcp"] = Table }));

        Assert.Equal(1, await new GuestSystem(agent.Client).CountSocketsAsync(22, TcpSocketState.Listening, Patience.Token));
    }

    [Theory]
    [InlineData("""{"exited": true, "exitcode": 0}""", true)]
    [InlineData("""{"exited": true, "exitcode": 1}""", false)]
    [InlineData("""{"exited": true, "signal": 9}""", false)]
    [InlineData("""{"exited": true, "exitcode": "0"}""", false)]
    public async Task A_process_is_looked_for_by_a_script_that_gets_its_name_as_data(string status, bool expected)
    {
        var arguments = new List<string>();
        await using var agent = new FakeGuestAgent((command, given) =>
        {
            if (command == "guest-exec")
            {
                arguments.AddRange(given.GetProperty("arg").EnumerateArray().Select(argument => argument.GetString()!));
            }

            return command == "guest-exec" ? """{"return": {"pid": 7}}""" : $$"""{"return": {{status}}}""";
        });

        Assert.Equal(expected, await new GuestSystem(agent.Client).RunsAsync("$(reboot)", Patience.Token).WaitAsync(Patience.Long));
        Assert.Equal(["sh", "$(reboot)"], arguments[^2..]);
        Assert.DoesNotContain("reboot", arguments[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_that_cannot_be_asked_has_nothing()
    {
        await using var agent = new FakeGuestAgent((_, _) => null) { Objection = "It sleeps." };
        var system = new GuestSystem(agent.Client);

        Assert.False(await system.RunsAsync("Xorg", Patience.Token));
        Assert.Equal(0, await system.CountSocketsAsync(22, TcpSocketState.Listening, Patience.Token));
    }

    private static Func<string, JsonElement, string?> AnswerFiles(Dictionary<string, string> files)
    {
        var open = "";
        return (command, arguments) => command switch
        {
            "guest-file-open" when files.ContainsKey(open = arguments.GetProperty("path").GetString()!) => """{"return": 5}""",
            "guest-file-open" => """{"error": {"class": "GenericError", "desc": "No such file"}}""",
            "guest-file-read" => $$$"""{"return": {"count": 1, "eof": true, "buf-b64": "{{{Convert.ToBase64String(Encoding.ASCII.GetBytes(files[open]))}}}"}}""",
            _ => """{"return": {}}""",
        };
    }
}
