using VdiPortal.Broker.Sessions;

namespace VdiPortal.Portal.Api.Contracts;

/// <summary>A session with its VMs.</summary>
/// <param name="Session">The session.</param>
/// <param name="PausesAt">When it is paused if nobody does anything.</param>
/// <param name="EndsAt">When it is ended if nobody does anything.</param>
/// <param name="Vms">Its VMs; a console of each is at <c>/console/{id}</c>.</param>
public sealed record SessionDetailDto(
    SessionDto Session, DateTimeOffset PausesAt, DateTimeOffset EndsAt, IReadOnlyList<SessionVmDto> Vms)
{
    /// <summary>From a session with its VMs.</summary>
    public static SessionDetailDto From(SessionDetail detail) => new(
        SessionDto.From(detail.Session), detail.PausesAt, detail.EndsAt,
        [.. detail.Vms.Select(vm => new SessionVmDto(vm.Id.Value, vm.MachineName, vm.Power.ToString()))]);
}
