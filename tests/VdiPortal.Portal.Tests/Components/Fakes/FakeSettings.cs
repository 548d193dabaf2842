using System.Collections.Concurrent;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Portal.Tests.Components.Fakes;

public sealed class FakeSettings(FakeGate gate) : ISettingStore
{
    private readonly ConcurrentDictionary<string, string> _documents = new();

    public Task<string?> GetAsync(string name, CancellationToken cancellation)
    {
        gate.Check();
        return Task.FromResult(_documents.GetValueOrDefault(name));
    }

    public Task SetAsync(string name, string json, CancellationToken cancellation)
    {
        _documents[name] = json;
        return Task.CompletedTask;
    }
}
