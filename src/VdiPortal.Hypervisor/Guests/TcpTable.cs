using System.Globalization;

namespace VdiPortal.Hypervisor.Guests;

/// <summary>Reads what Linux writes into /proc/net/tcp and tcp6 (proc(5)). Written by the guest: lines that are not understood do not count.</summary>
internal static class TcpTable
{
    private const int LocalColumn = 1, StateColumn = 3;

    /// <summary>Counts the sockets whose own port and state are so.</summary>
    /// <param name="table">The file's text.</param>
    /// <param name="port">The port.</param>
    /// <param name="state">The state.</param>
    public static int Count(string table, int port, TcpSocketState state)
    {
        var ending = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        var word = ((int)state).ToString("X2", CultureInfo.InvariantCulture);
        return table.Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Count(columns => columns.Length > StateColumn && columns[StateColumn] == word && columns[LocalColumn].EndsWith(ending, StringComparison.Ordinal));
    }
}
