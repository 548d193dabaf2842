using System.Collections.Concurrent;
using VdiPortal.Broker.Desktops;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Portal.Tests.Components.Fakes;

public sealed class FakeDesktops(FakeGate gate) : IDesktopStore
{
    public ConcurrentDictionary<DesktopId, Desktop> All { get; } = new();

    public Task<Desktop?> GetAsync(DesktopId id, CancellationToken cancellation) => Task.FromResult(All.GetValueOrDefault(id));

    public Task<IReadOnlyList<Desktop>> ListOfUserAsync(UserId user, CancellationToken cancellation)
    {
        gate.Check();
        return Task.FromResult<IReadOnlyList<Desktop>>([.. All.Values.Where(desktop => desktop.UserId == user)]);
    }

    public Task MarkUsedAsync(DesktopId id, DateTimeOffset at, CancellationToken cancellation)
    {
        All[id] = All[id] with { HasDisk = true, LastUsedAt = at };
        return Task.CompletedTask;
    }
}
