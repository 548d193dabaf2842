using VdiPortal.Broker.Ports;

namespace VdiPortal.Gateway.Tests.Fakes;

/// <summary>Settings in memory; the default holds until one is written.</summary>
internal sealed class FakeSettings : ISettingStore
{
    public string? Document { get; set; }

    public Task<string?> GetAsync(string name, CancellationToken cancellation) => Task.FromResult(Document);

    public Task SetAsync(string name, string json, CancellationToken cancellation) => throw new NotSupportedException();
}
