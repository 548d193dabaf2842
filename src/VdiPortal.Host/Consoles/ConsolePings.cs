namespace VdiPortal.Host.Consoles;

/// <summary>WebSocket pings, so that nothing on the way takes an idle desktop's connection for dead, and a dead client is noticed.</summary>
/// <param name="Interval">How often a client is pinged.</param>
/// <param name="Timeout">How long it may take to answer before its connection is given up.</param>
internal sealed record ConsolePings(TimeSpan Interval, TimeSpan Timeout)
{
    public static readonly ConsolePings Default = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15));
}
