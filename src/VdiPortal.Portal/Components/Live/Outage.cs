using System.Data.Common;
using System.Net.Sockets;

namespace VdiPortal.Portal.Components.Live;

/// <summary>Tells trouble that passes (the database is away) from a fault of the program.</summary>
internal static class Outage
{
    /// <summary>Whether trying again later makes sense.</summary>
    public static bool Is(Exception exception) =>
        exception is DbException or TimeoutException or SocketException or IOException
        || (exception.InnerException is { } inner && Is(inner));
}
