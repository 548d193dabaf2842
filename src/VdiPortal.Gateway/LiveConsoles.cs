using System.Collections.Concurrent;
using VdiPortal.Broker.Consoles;

namespace VdiPortal.Gateway;

/// <summary>The console connections that this replica carries. Thread-safe.</summary>
internal sealed class LiveConsoles
{
    private readonly ConcurrentDictionary<ConsoleId, LiveConsole> _all = new();
    private volatile bool _closed;

    /// <summary>
    /// Adds a connection under a new id. It is known here before the register has it, so that no cut can fall between. While the portal stops
    /// it is cut at once.
    /// </summary>
    public LiveConsole Add()
    {
        var console = new LiveConsole(ConsoleId.New());
        _all[console.Id] = console;
        if (_closed)
            console.CutNow();
        return console;
    }

    /// <summary>Removes a connection that has ended.</summary>
    public void Remove(LiveConsole console) => _all.TryRemove(console.Id, out _);

    /// <summary>Cuts one connection if it is carried here.</summary>
    public void Cut(ConsoleId id)
    {
        if (_all.TryGetValue(id, out var console))
            console.CutNow();
    }

    /// <summary>Cuts all, and all that come: the portal is stopping, and proxied WebSockets would not notice.</summary>
    public void CutAll()
    {
        _closed = true;
        foreach (var console in _all.Values)
            console.CutNow();
    }
}
