namespace VdiPortal.Broker.Ports;

/// <summary>Secrets of the installation, encrypted with a key that lives outside the database.</summary>
public interface ISecretStore
{
    /// <summary>The secret of that name; the first caller's is kept for all replicas.</summary>
    Task<byte[]> GetOrAddAsync(string name, Func<byte[]> make, CancellationToken cancellation);
}
