using VdiPortal.Broker.Ports;

namespace VdiPortal.Bench.Consoles.Ports;

/// <summary>Settings that nobody has changed.</summary>
internal sealed class DefaultSettings : ISettingStore
{
    /// <inheritdoc/>
    public Task<string?> GetAsync(string name, CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public Task SetAsync(string name, string json, CancellationToken cancellation) => throw new NotSupportedException();
}
