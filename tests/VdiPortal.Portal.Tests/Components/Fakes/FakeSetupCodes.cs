using System.Collections.Concurrent;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Portal.Tests.Components.Fakes;

public sealed class FakeSetupCodes : ISetupCodeStore
{
    private readonly ConcurrentDictionary<string, byte[]> _codes = new();

    public Task PutAsync(string purpose, byte[] hash, DateTimeOffset expires, CancellationToken cancellation)
    {
        _codes[purpose] = hash;
        return Task.CompletedTask;
    }

    public Task<bool> ConsumeAsync(string purpose, byte[] hash, DateTimeOffset now, CancellationToken cancellation) =>
        Task.FromResult(_codes.TryGetValue(purpose, out var known) && known.AsSpan().SequenceEqual(hash) && _codes.TryRemove(purpose, out _));
}
