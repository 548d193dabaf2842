namespace VdiPortal.Broker.Ports;

/// <summary>One-time codes that are shown on the terminal only; kept as hashes.</summary>
public interface ISetupCodeStore
{
    /// <summary>Makes this the only valid code for its purpose.</summary>
    Task PutAsync(string purpose, byte[] hash, DateTimeOffset expires, CancellationToken cancellation);

    /// <summary>Uses the code up. True exactly once, for the right hash, before it expires; five wrong tries void it.</summary>
    Task<bool> ConsumeAsync(string purpose, byte[] hash, DateTimeOffset now, CancellationToken cancellation);
}
