using VdiPortal.Broker.Consoles;

namespace VdiPortal.Gateway;

/// <summary>Signs what the gateway shows to a host's console endpoint.</summary>
public interface IConsoleTokenIssuer
{
    /// <summary>A token for this connection: valid 30 seconds, for this host, VM, generation and right, once.</summary>
    Task<string> IssueAsync(ConsoleGrant grant, CancellationToken cancellation);
}
