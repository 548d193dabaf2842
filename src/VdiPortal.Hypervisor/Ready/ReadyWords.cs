using System.Globalization;

namespace VdiPortal.Hypervisor.Ready;

/// <summary>Says what a ready point waits for.</summary>
internal static class ReadyWords
{
    /// <summary>Says it, to stand behind "waited for".</summary>
    /// <param name="point">A single point.</param>
    public static string Of(ReadyPoint point) => point switch
    {
        FirmwarePoint => "the end of the firmware",
        BootLoaderPoint => "the boot loader",
        MarkerPoint { Channel: MarkerChannel.Serial, Text: var text } => $"\"{text}\" on the serial port",
        MarkerPoint marker => $"\"{marker.Text}\" on the port guest.ready",
        GuestAgentPoint => "the guest agent",
        ProcessPoint process => $"process {process.Name}",
        PortPoint port => $"a listener at port {Text(port.Port)}",
        ConnectionsPoint { Count: 1, Port: var port } => $"1 connection to port {Text(port)}",
        ConnectionsPoint connections => $"{Text(connections.Count)} connections to port {Text(connections.Port)}",
        StillPoint still => $"screen still for {Text(still.Seconds)} s",
        CpuPoint cpu => $"CPU below {Text(cpu.BelowPercent)} % for {Text(cpu.Seconds)} s",
        DelayPoint delay => $"{Text(delay.Seconds)} s since its start",
        _ => throw new InvalidOperationException($"No single ready point: {point.GetType().Name}."),
    };

    private static string Text(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
