using VdiPortal.Vir.Consoles;

namespace VdiPortal.Host.Consoles;

/// <summary>The open console connections of this host, so that they can be cut. Thread-safe.</summary>
internal sealed class ConsoleRegistry(HostMetrics metrics)
{
    /// <summary>Most connections to one VM; QEMU itself serves no more than 32.</summary>
    public const int MostPerVm = 30;

    private readonly Dictionary<Guid, List<ConsoleSession>> _sessions = [];
    private readonly Lock _lock = new();

    /// <summary>Enters a connection.</summary>
    /// <returns>The connection, to be given back with <see cref="Close"/>; null when the VM has too many.</returns>
    public ConsoleSession? Open(ConsoleToken token)
    {
        var session = new ConsoleSession(token);
        lock (_lock)
        {
            if (!_sessions.TryGetValue(token.VmId, out var sessions))
                _sessions[token.VmId] = sessions = [];
            if (sessions.Count >= MostPerVm)
                return null;

            sessions.Add(session);
        }

        metrics.ConsoleOpened(token.Access);
        return session;
    }

    /// <summary>Strikes a connection off that has ended.</summary>
    public void Close(ConsoleSession session)
    {
        lock (_lock)
        {
            var sessions = _sessions[session.Token.VmId];
            sessions.Remove(session);
            if (sessions.Count == 0)
                _sessions.Remove(session.Token.VmId);
        }

        metrics.ConsoleClosed(session.Token.Access);
    }

    /// <summary>Cuts a VM's connections.</summary>
    public void Cut(Guid vm, ConsoleEnd end) => Cut(end, session => session.Token.VmId == vm);

    /// <summary>Cuts a VM's connections that were allowed before a generation.</summary>
    public void CutOlder(Guid vm, long generation, ConsoleEnd end) =>
        Cut(end, session => session.Token.VmId == vm && session.Token.Generation < generation);

    /// <summary>Cuts all connections.</summary>
    public void CutAll(ConsoleEnd end) => Cut(end, _ => true);

    private void Cut(ConsoleEnd end, Func<ConsoleSession, bool> isMeant)
    {
        lock (_lock)
        {
            foreach (var session in _sessions.Values.SelectMany(sessions => sessions).Where(isMeant))
                session.End(end);
        }
    }
}
