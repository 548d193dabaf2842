using VdiPortal.Broker.Consoles;
using VdiPortal.Gateway;
using VdiPortal.Vir.Consoles;

namespace VdiPortal.Portal.Consoles;

/// <summary>Signs the gateway's connections for the hosts.</summary>
internal sealed class ConsoleTokenIssuer(ConsoleSigningKey key, TimeProvider time) : IConsoleTokenIssuer
{
    /// <inheritdoc/>
    public async Task<string> IssueAsync(ConsoleGrant grant, CancellationToken cancellation)
    {
        var access = grant.Connection.Right == ConsoleRight.Control ? ConsoleAccess.Control : ConsoleAccess.View;
        var expires = time.GetUtcNow() + ConsoleProtocol.TokenLifetime;
        var token = new ConsoleToken(
            grant.HostId.Value, grant.Vm.Id.Value, grant.Vm.Generation, access, grant.Connection.Id.Value, expires, Guid.NewGuid());
        return (await key.SignerAsync(cancellation)).Sign(token);
    }
}
