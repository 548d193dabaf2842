using VdiPortal.Broker.Ports;

namespace VdiPortal.Portal.Tests.Components.Fakes;

public sealed class FakeLeases : ILeaseStore
{
    public Task<bool> TryHoldAsync(string name, Guid holder, TimeSpan duration, CancellationToken cancellation) => Task.FromResult(true);

    public Task ReleaseAsync(string name, Guid holder, CancellationToken cancellation) => Task.CompletedTask;
}
