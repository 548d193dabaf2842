namespace VdiPortal.Hypervisor.Ready;

/// <summary>Which single ready points make sense for a machine.</summary>
/// <param name="hasGuestAgent">Whether its guest has an agent.</param>
/// <param name="bootsKernel">Whether it boots a kernel directly.</param>
internal sealed class ReadyPointRules(bool hasGuestAgent, bool bootsKernel)
{
    private const int MaxTextLength = 256, MaxNameLength = 15, MaxPort = 65_535, MaxConnections = 1000, MaxPercent = 100, MaxSeconds = 3600;
    private const double ShortestStill = 0.5, ShortestQuiet = 1, LongestWatch = 600;

    /// <summary>Finds what is wrong with a point.</summary>
    /// <returns>An explanation, or null when nothing is.</returns>
    public string? FindFault(ReadyPoint? point) => point switch
    {
        FirmwarePoint => null,
        BootLoaderPoint => bootsKernel ? "the ready criterion waits for a boot loader, but the machine boots its kernel directly; wait for its firmware instead" : null,
        MarkerPoint marker => IsText(marker.Text, MaxTextLength) ? null : $"a ready marker must have 1 to {MaxTextLength} printable ASCII characters",
        DelayPoint { Seconds: >= 0 and <= MaxSeconds } => null,
        DelayPoint => $"a ready delay must be 0 to {MaxSeconds} s",
        StillPoint { Seconds: >= ShortestStill and <= LongestWatch } => null,
        StillPoint => $"the screen must be still for {ShortestStill} to {LongestWatch} s",
        CpuPoint { BelowPercent: >= 1 and <= MaxPercent, Seconds: >= ShortestQuiet and <= LongestWatch } => null,
        CpuPoint => $"the CPU must be below 1 to {MaxPercent} % for {ShortestQuiet} to {LongestWatch} s",
        GuestAgentPoint or ProcessPoint or PortPoint or ConnectionsPoint when !hasGuestAgent => "the ready criterion needs a guest agent, but the guest has none",
        GuestAgentPoint => null,
        ProcessPoint process => IsName(process.Name) ? null : $"a ready process must be named by 1 to {MaxNameLength} printable ASCII characters, the name that 'ps -eo comm' shows",
        PortPoint port => IsPort(port.Port) ? null : $"a ready port must be 1 to {MaxPort}",
        ConnectionsPoint { Count: >= 1 and <= MaxConnections } connections when IsPort(connections.Port) => null,
        ConnectionsPoint => $"ready connections must be 1 to {MaxConnections}, to a port of 1 to {MaxPort}",
        _ => "a ready point is empty",
    };

    private static bool IsPort(int port) => port is >= 1 and <= MaxPort;

    private static bool IsName(string? name) => IsText(name, MaxNameLength) && name!.Trim() == name;

    private static bool IsText(string? text, int maxLength) => text is { Length: > 0 } && text.Length <= maxLength && text.All(c => c is >= ' ' and <= '~');
}
