using VdiPortal.Broker.Consoles;

namespace VdiPortal.Gateway;

/// <summary>A console connection that this replica carries or is about to, and the means to cut it.</summary>
internal sealed class LiveConsole(ConsoleId id) : IDisposable
{
    private readonly CancellationTokenSource _cut = new();

    /// <summary>Its id in the register.</summary>
    public ConsoleId Id => id;

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
