using VdiPortal.Hypervisor.Qmp;

namespace VdiPortal.Hypervisor.Tests.Qmp;

/// <summary>The QMP client against a monitor that misbehaves on request.</summary>
public sealed class QmpClientTests
{
    [Fact]
    public async Task A_command_gets_its_answer()
    {
        await using var monitor = new FakeMonitor();
        await using var client = await monitor.ConnectAndGreetAsync();

        var asking = client.ExecuteAsync(QmpCommand.QueryStatus);
        await monitor.AnswerAsync("query-status", """ "return": {"status": "paused", "running": false} """);
        var reply = await asking;

        Assert.Null(reply.Error);
        Assert.Equal("paused", reply.Value.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Events_between_command_and_answer_are_delivered_first_and_in_order()
    {
        await using var monitor = new FakeMonitor();
        await using var client = await monitor.ConnectAndGreetAsync();

        var asking = client.ExecuteAsync(QmpCommand.Stop);
        var id = await monitor.HearAsync("stop");
        await monitor.SayAsync("""{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}""");
        await monitor.SayAsync("""{"event": "BLOCK_IO_ERROR", "data": {"action": "stop", "nospace": true, "reason": "No space left on device"}}""");
        await monitor.SayAsync($$"""{"return": {}, "id": {{id}}}""");
        Assert.Null((await asking).Error);

        Assert.Equal(["STOP", "BLOCK_IO_ERROR"], monitor.Events.Select(happened => happened.Name));
        Assert.True(monitor.Events[1].Flag("nospace"));
        Assert.Equal("No space left on device", monitor.Events[1].Text("reason"));
        Assert.Null(monitor.Events[0].Text("reason"));
    }

    [Fact]
    public async Task A_refusal_carries_QEMUs_words()
    {
        await using var monitor = new FakeMonitor();
        await using var client = await monitor.ConnectAndGreetAsync();

        var asking = client.ExecuteAsync(QmpCommand.Continue);
        await monitor.AnswerAsync("cont", """ "error": {"class": "GenericError", "desc": "Resetting the Virtual Machine is required"} """);

        Assert.Equal(new QmpError(QmpErrorKind.Refused, "Resetting the Virtual Machine is required"), (await asking).Error);
    }

    [Fact]
    public async Task A_connection_that_ends_in_the_middle_of_a_command_fails_that_and_later_ones()
    {
        await using var monitor = new FakeMonitor();
        await using var client = await monitor.ConnectAndGreetAsync();

        var asking = client.ExecuteAsync(QmpCommand.Continue);
        await monitor.HearAsync("cont");
        await monitor.SayRawAsync("{\"return\"");
        monitor.HangUp();

        Assert.Equal(QmpErrorKind.Disconnected, (await asking).Error?.Kind);
        await client.Completion.WaitAsync(Patience.Long);
        Assert.Equal(QmpErrorKind.Disconnected, (await client.ExecuteAsync(QmpCommand.Stop)).Error?.Kind);
    }

    [Theory]
    [InlineData("this is no json\n")]
    [InlineData("[1, 2]\n")]
    [InlineData("{\"return\": {\"unfinished\n")]
    [InlineData("\n")]
    public async Task Nonsense_closes_the_connection(string nonsense)
    {
        await using var monitor = new FakeMonitor();
        await using var client = await monitor.ConnectAndGreetAsync();

        var asking = client.ExecuteAsync(QmpCommand.Continue);
        await monitor.HearAsync("cont");
        await monitor.SayRawAsync(nonsense);

        Assert.Equal(QmpErrorKind.Malformed, (await asking).Error?.Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_line_that_is_too_long_closes_the_connection(bool ended)
    {
        await using var monitor = new FakeMonitor();
        await using var client = await monitor.ConnectAndGreetAsync(new QmpOptions { MaxLineBytes = 2000 });

        var asking = client.ExecuteAsync(QmpCommand.Continue);
        await monitor.HearAsync("cont");
        await monitor.SayRawAsync($$"""{"event": "{{new string('x', 3000)}}"}""" + (ended ? "\n" : ""));

        Assert.Equal(QmpErrorKind.Malformed, (await asking).Error?.Kind);
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_is_not_taken_for_the_next_one()
    {
        var time = new ManualTime();
        await using var monitor = new FakeMonitor();
        await using var client = await monitor.ConnectAndGreetAsync(time: time);

        var first = client.ExecuteAsync(QmpCommand.Stop);
        var late = await monitor.HearAsync("stop");
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(QmpErrorKind.TimedOut, (await first).Error?.Kind);

        var second = client.ExecuteAsync(QmpCommand.QueryStatus);
        var id = await monitor.HearAsync("query-status");
        await monitor.SayAsync($$"""{"error": {"class": "GenericError", "desc": "late"}, "id": {{late}}}""");
        await monitor.SayAsync($$"""{"return": {"status": "running"}, "id": {{id}}}""");
        var reply = await second;

        Assert.Null(reply.Error);
        Assert.Equal("running", reply.Value.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Commands_wait_for_each_other()
    {
        await using var monitor = new FakeMonitor();
        await using var client = await monitor.ConnectAndGreetAsync();

        var asking = Enumerable.Range(0, 50).Select(_ => client.ExecuteAsync(QmpCommand.QueryStatus).AsTask()).ToArray();
        for (var i = 0; i < asking.Length; i++)
        {
            await monitor.AnswerAsync("query-status", $$""" "return": {"number": {{i}}} """);
        }

        var numbers = (await Task.WhenAll(asking)).Select(reply => reply.Value.GetProperty("number").GetInt32());
        Assert.Equal(Enumerable.Range(0, asking.Length), numbers.Order());
    }

    [Fact]
    public async Task A_cancelled_wait_throws_and_the_connection_goes_on()
    {
        await using var monitor = new FakeMonitor();
        await using var client = await monitor.ConnectAndGreetAsync();
        using var cancelling = new CancellationTokenSource();

        var first = client.ExecuteAsync(QmpCommand.Stop, cancelling.Token);
        await monitor.HearAsync("stop");
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await first);

        var second = client.ExecuteAsync(QmpCommand.Continue);
        await monitor.AnswerAsync("cont", "\"return\": {}");
        Assert.Null((await second).Error);
    }

    [Fact]
    public async Task A_monitor_that_does_not_greet_is_given_up()
    {
        var time = new ManualTime();
        await using var monitor = new FakeMonitor();
        var connecting = monitor.ConnectAsync(time: time);
        await monitor.AcceptAsync();
        while (!connecting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(11));
            await Task.Yield();
        }

        Assert.Equal(QmpErrorKind.TimedOut, (await connecting).Error?.Kind);
    }

    [Fact]
    public async Task A_monitor_that_hangs_up_at_once_is_given_up()
    {
        await using var monitor = new FakeMonitor();
        var connecting = monitor.ConnectAsync();
        await monitor.AcceptAsync();
        monitor.HangUp();

        Assert.Equal(QmpErrorKind.Disconnected, (await connecting).Error?.Kind);
    }

    [Fact]
    public void Arguments_are_encoded_as_JSON_whatever_is_in_them()
    {
        var command = QmpCommand.Create("screendump", json => json.WriteString("filename", "/a \"quoted\"\npath"));

        using var parsed = System.Text.Json.JsonDocument.Parse(System.Text.Encoding.UTF8.GetString(command.Head.Span) + "}");
        Assert.Equal("/a \"quoted\"\npath", parsed.RootElement.GetProperty("arguments").GetProperty("filename").GetString());
    }
}
