using VdiPortal.Broker.Desktops;
using VdiPortal.Broker.Identity;

namespace VdiPortal.Broker.Ports;

/// <summary>Kept desktops.</summary>
public interface IDesktopStore
{
    /// <summary>One desktop, or null.</summary>
    Task<Desktop?> GetAsync(DesktopId id, CancellationToken cancellation);

    /// <summary>A person's desktops.</summary>
    Task<IReadOnlyList<Desktop>> ListOfUserAsync(UserId user, CancellationToken cancellation);

    /// <summary>Notes that its disk has been written to, and that it is being used.</summary>
    Task MarkUsedAsync(DesktopId id, DateTimeOffset at, CancellationToken cancellation);
}
