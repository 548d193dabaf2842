using System.Collections.Concurrent;
using VdiPortal.Broker.Consoles;

namespace VdiPortal.Gateway.Tests.Fakes;

/// <summary>Issues readable tokens and remembers for what.</summary>
internal sealed class FakeTokens : IConsoleTokenIssuer
{
    /// <summary>What tokens were asked for, in order.</summary>
    public ConcurrentQueue<ConsoleGrant> Grants { get; } = new();

    public Task<string> IssueAsync(ConsoleGrant grant, CancellationToken cancellation)
    {
        Grants.Enqueue(grant);
        return Task.FromResult($"token-{grant.Connection.Id}-{grant.Connection.Right}");
    }
}
