using System.Collections.Concurrent;
using VdiPortal.Broker.Consoles;

namespace VdiPortal.Gateway;

/// <summary>The console connections that this replica carries.</summary>
internal sealed class LiveConsoles
{
    private readonly ConcurrentDictionary<ConsoleId, LiveConsole> _all = new();

    /// <summary>How many there are.</summary>
    public int Count => _all.Count;

    /// <summary>Adds a connection.</summary>
    public LiveConsole Add(ConsoleGrant grant)
    {
        var console = new LiveConsole(grant);
        _all[grant.Connection.Id] = console;
        return console;
    }

    /// <summary>Removes a connection that has ended.</summary>
    public void Remove(LiveConsole console) => _all.TryRemove(console.Grant.Connection.Id, out _);

    /// <summary>Cuts one connection if it is carried here.</summary>
    public void Cut(ConsoleId id)
    {
        if (_all.TryGetValue(id, out var console))
            console.CutNow();
    }

    /// <summary>Cuts all: the portal is stopping, and proxied WebSockets would not notice.</summary>
    public void CutAll()
    {
        foreach (var console in _all.Values)
            console.CutNow();
    }
}
