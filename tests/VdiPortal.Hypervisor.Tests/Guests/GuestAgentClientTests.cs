using System.Text;
using VdiPortal.Hypervisor.Guests;

namespace VdiPortal.Hypervisor.Tests.Guests;

/// <summary>The guest agent's words come from inside a guest: whatever it says, the host stays sane.</summary>
public sealed class GuestAgentClientTests
{
    [Fact]
    public async Task The_host_name_is_asked_for_after_synchronising()
    {
        await using var agent = new FakeGuestAgent((_, _) => """{"return": {"host-name": "anna"}}""");

        Assert.Equal("anna", (await agent.Client.GetHostNameAsync()).Value);
        Assert.Equal(["guest-sync-delimited", "guest-get-host-name"], agent.Heard);
    }

    [Fact]
    public async Task Answers_to_someone_elses_questions_are_skipped()
    {
        await using var agent = new FakeGuestAgent((_, _) => """{"return": {}}""") { Leftover = "{\"return\": {}}\n half an ans\u00ff{\"return\": 1}\n" };

        Assert.True((await agent.Client.PingAsync()).Succeeded);
    }

    [Fact]
    public async Task A_refusal_is_passed_on_cleaned()
    {
        await using var agent = new FakeGuestAgent((_, _) => """{"error": {"class": "GenericError", "desc": "no\u0007 \u001b[31mway"}}""");

        var result = await agent.Client.SetClockAsync(DateTimeOffset.UnixEpoch);

        Assert.Equal(HypervisorFailureKind.GuestRefused, result.Failure?.Kind);
        Assert.Equal("The guest agent refused guest-set-time: no [31mway", result.Failure!.Message);
    }

    [Theory]
    [InlineData("this is no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"error": 5}""")]
    [InlineData("""{"return": {"host-name": 5}}""")]
    [InlineData("""{"return": []}""")]
    public async Task Nonsense_is_refused(string answer)
    {
        await using var agent = new FakeGuestAgent((_, _) => answer);

        Assert.Equal(HypervisorFailureKind.GuestRefused, (await agent.Client.GetHostNameAsync()).Failure?.Kind);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        await using var agent = new FakeGuestAgent((_, _) => new string('x', 5_000_000));

        Assert.Equal(HypervisorFailureKind.GuestUnavailable, (await agent.Client.GetHostNameAsync()).Failure?.Kind);
    }

    [Fact]
    public async Task Synchronising_without_end_is_cut_off()
    {
        await using var agent = new FakeGuestAgent((_, _) => null) { Leftover = new string('x', 1_000_000) };

        Assert.Equal(HypervisorFailureKind.GuestUnavailable, (await agent.Client.PingAsync()).Failure?.Kind);
    }

    [Fact]
    public async Task Silence_ends_at_the_time_limit()
    {
        await using var agent = new FakeGuestAgent((_, _) => null);

        var asking = agent.Client.PingAsync();
        while (!agent.Heard.Contains("guest-ping"))
        {
            await Task.Yield();
        }

        agent.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(HypervisorFailureKind.TimedOut, (await asking).Failure?.Kind);
    }

    [Fact]
    public async Task A_machine_that_cannot_answer_is_not_asked()
    {
        await using var agent = new FakeGuestAgent((_, _) => null) { Objection = "The machine is paused." };

        Assert.Equal(new HypervisorFailure(HypervisorFailureKind.GuestUnavailable, "The machine is paused."), (await agent.Client.PingAsync()).Failure);
        Assert.Empty(agent.Heard);
    }

    [Fact]
    public async Task A_program_is_run_and_its_output_cut()
    {
        await using var agent = new FakeGuestAgent((command, arguments) => command switch
        {
            "guest-exec" => $$$"""{"return": {"pid": {{{(arguments.GetProperty("arg")[0].GetString() == "-x" ? 7 : 0)}}}}}""",
            _ => $$$"""{"return": {"exited": true, "exitcode": 3, "out-data": "{{{Base64("hello world")}}}", "err-data": "{{{Base64("!")}}}"}}""",
        });

        var result = await agent.Client.ExecuteAsync(new GuestCommand("/bin/echo", ["-x"], MaxOutputBytes: 5));

        Assert.Equal(new GuestCommandResult(3, null, "hello", "!", Truncated: true), result.Value);
    }

    [Fact]
    public async Task A_program_that_does_not_end_is_given_up()
    {
        await using var agent = new FakeGuestAgent((command, _) => command == "guest-exec" ? """{"return": {"pid": 7}}""" : """{"return": {"exited": false}}""");

        var running = agent.Client.ExecuteAsync(new GuestCommand("/bin/sleep", ["1000"], Timeout: TimeSpan.FromSeconds(5)));
        while (!running.IsCompleted)
        {
            // Only pauses between questions pass; while an answer is on its way the clock stands still.
            if (agent.Time.UntilNext is { } pause && pause <= TimeSpan.FromSeconds(1))
                agent.Time.Advance(pause);
            await Task.Yield();
        }

        var failure = (await running).Failure;
        Assert.Equal(HypervisorFailureKind.TimedOut, failure?.Kind);
        Assert.Contains("/bin/sleep did not end in the guest within 5 s", failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(11, false)]
    [InlineData(5, true)]
    public async Task A_file_is_read_in_pieces_up_to_a_bound(int maxBytes, bool truncated)
    {
        var left = new Queue<string>(["hello ", "world"]);
        await using var agent = new FakeGuestAgent((command, arguments) => command switch
        {
            "guest-file-open" => """{"return": 12}""",
            "guest-file-read" => Piece(left, arguments.GetProperty("count").GetInt32()),
            _ => """{"return": {}}""",
        });

        var file = await agent.Client.ReadFileAsync("/etc/hostname", maxBytes);

        Assert.Equal(("hello world"[..maxBytes], truncated), (Encoding.ASCII.GetString(file.Value!.Content.Span), file.Value.Truncated));
        Assert.Equal("guest-file-close", agent.Heard[^1]);
    }

    [Fact]
    public async Task An_agent_that_gives_more_than_it_was_asked_for_is_refused()
    {
        await using var agent = new FakeGuestAgent((command, _) => command switch
        {
            "guest-file-open" => """{"return": 12}""",
            "guest-file-read" => $$$"""{"return": {"count": 1, "buf-b64": "{{{Base64(new string('x', 1000))}}}", "eof": false}}""",
            _ => """{"return": {}}""",
        });

        Assert.Equal(HypervisorFailureKind.GuestRefused, (await agent.Client.ReadFileAsync("/f", 10)).Failure?.Kind);
    }

    [Fact]
    public async Task Shutting_down_does_not_wait_for_an_answer()
    {
        await using var agent = new FakeGuestAgent((_, _) => null);

        Assert.True((await agent.Client.ShutdownAsync()).Succeeded);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    private static string Piece(Queue<string> left, int count)
    {
        var piece = left.TryDequeue(out var next) ? next[..Math.Min(next.Length, count)] : "";
        return $$$"""{"return": {"count": {{{piece.Length}}}, "buf-b64": "{{{Base64(piece)}}}", "eof": {{{(left.Count == 0 ? "true" : "false")}}}}}""";
    }
}
