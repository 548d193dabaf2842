using VdiPortal.Broker.Consoles;

namespace VdiPortal.Gateway;

/// <summary>A console connection that this replica carries, and the means to cut it.</summary>
internal sealed class LiveConsole(ConsoleGrant grant) : IDisposable
{
    private readonly CancellationTokenSource _cut = new();

    /// <summary>What was granted.</summary>
    public ConsoleGrant Grant { get; } = grant;

    /// <summary>Set when the connection is to be cut.</summary>
    public CancellationToken Cut => _cut.Token;

    /// <summary>Cuts the connection.</summary>
    public void CutNow()
    {
        try
        {
            _cut.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself a moment before.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _cut.Dispose();
}
