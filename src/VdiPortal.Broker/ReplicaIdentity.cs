namespace VdiPortal.Broker;

/// <summary>Which of the portal's replicas this process is; a new one at each start.</summary>
/// <param name="Id">Random.</param>
public sealed record ReplicaIdentity(Guid Id)
{
    /// <summary>The identity of a process that starts now.</summary>
    public static ReplicaIdentity New() => new(Guid.NewGuid());
}
