using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Qemu;
using VdiPortal.Hypervisor.Qmp;

namespace VdiPortal.Hypervisor.Tests;

/// <summary>Questions to a machine's rescue monitor in QEMU's own words, to see what only QEMU knows.</summary>
internal static class MonitorQuestions
{
    /// <summary>Asks.</summary>
    /// <param name="host">The machine's host.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="words">For example <c>info registers</c>.</param>
    /// <returns>What QEMU says.</returns>
    public static async Task<string> AskAsync(this TestHost host, IMachine machine, string words)
    {
        var stream = await UnixConnection.ConnectAsync(host.Layout.Of(machine.Id).Rescue, machine.ProcessId!.Value, Patience.Token);
        var (client, error) = await QmpClient.ConnectAsync(stream, new QmpOptions { Timeout = Patience.Long }, _ => { }, TimeProvider.System, Patience.Token);
        Assert.Null(error);
        await using (client)
        {
            var reply = await client!.ExecuteAsync(QmpCommand.Create("human-monitor-command", json => json.WriteString("command-line", words)), Patience.Token);
            Assert.Null(reply.Error);
            return reply.Value.GetString()!;
        }
    }

    /// <summary>The real-mode address of the instruction that the first processor executes next, for example <c>f000:e6f2</c>.</summary>
    public static async Task<string> AskWhereAsync(this TestHost host, IMachine machine)
    {
        var registers = await host.AskAsync(machine, "info registers");
        return $"{Word("CS =")}:{Word("EIP=0000")}";

        string Word(string before) => registers.Substring(registers.IndexOf(before, StringComparison.Ordinal) + before.Length, 4);
    }
}
