using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using VdiPortal.Broker.Consoles;

namespace VdiPortal.Gateway;

/// <summary>
/// Strikes ended connections off the register. What the database does not take is remembered and tried again with the replica's next sign of
/// life: a row left behind would count against its user for as long as this replica lives.
/// </summary>
internal sealed partial class ConsoleCloser(ConsoleService consoles, ILogger<ConsoleCloser> log)
{
    private readonly ConcurrentQueue<ConsoleId> _owed = new();

    /// <summary>Strikes a connection off, now or later.</summary>
    public async Task CloseAsync(ConsoleId id)
    {
        try
        {
            await consoles.CloseAsync(id, CancellationToken.None);
        }
#pragma warning disable CA1031 // Whatever the register meets, the row must go in the end.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogOwed(exception, id);
            _owed.Enqueue(id);
        }
    }

    /// <summary>Makes up for what was not taken. Throws what the register meets.</summary>
    public async Task RetryAsync(CancellationToken cancellation)
    {
        while (_owed.TryPeek(out var id))
        {
            await consoles.CloseAsync(id, cancellation);
            _owed.TryDequeue(out _);
        }
    }

    [LoggerMessage(2003, LogLevel.Warning, "Console {Console} has ended and could not be struck off the register; tried again later")]
    private partial void LogOwed(Exception exception, ConsoleId console);
}
