namespace VdiPortal.Broker.Ports;

/// <summary>Leases on the database's clock. They avoid duplicate work; correctness never hangs on them.</summary>
public interface ILeaseStore
{
    /// <summary>Takes the lease, or prolongs it for its present holder. False when somebody else holds it.</summary>
    Task<bool> TryHoldAsync(string name, Guid holder, TimeSpan duration, CancellationToken cancellation);

    /// <summary>Gives it back if this holder has it.</summary>
    Task ReleaseAsync(string name, Guid holder, CancellationToken cancellation);
}
