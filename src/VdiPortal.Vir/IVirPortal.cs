namespace VdiPortal.Vir;

/// <summary>What a host calls on the portal.</summary>
public interface IVirPortal
{
    /// <summary>The first call on a connection: who the host is and what it has. Nothing else is accepted before.</summary>
    Task<Welcome> Register(Hello hello);

    /// <summary>Everything the host has, sent after registering; the portal answers with everything it wishes there.</summary>
    Task<IReadOnlyList<Wish>> Reconcile(IReadOnlyList<VmStatus> vms);

    /// <summary>VMs whose state changed since the last report.</summary>
    Task Report(IReadOnlyList<VmStatus> vms);

    /// <summary>Load and a sign of life, every <see cref="VirProtocol.KeepAliveInterval"/>.</summary>
    Task KeepAlive(Load load);
}
