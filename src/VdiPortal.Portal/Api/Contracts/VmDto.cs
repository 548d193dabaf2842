using VdiPortal.Broker.Vms;

namespace VdiPortal.Portal.Api.Contracts;

/// <summary>A VM, for administrators.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ModuleId">The module it was made for.</param>
/// <param name="Machine">Which machine of the module.</param>
/// <param name="HostId">Its host.</param>
/// <param name="Slot">Its slot there.</param>
/// <param name="Power">Its state.</param>
/// <param name="Wish">What it shall become.</param>
/// <param name="SessionId">The session that uses it.</param>
/// <param name="Progress">Per cent of the present stage.</param>
/// <param name="Failure">Code of why it failed.</param>
/// <param name="CreatedAt">When it was defined.</param>
/// <param name="Stage">The ready point at which it is or was kept: BeforeOs, AfterOs or AfterServices.</param>
public sealed record VmDto(
    Guid Id, Guid ModuleId, string Machine, Guid HostId, int Slot, string Power, string Wish, Guid? SessionId, int Progress, string? Failure,
    DateTimeOffset CreatedAt, string Stage)
{
    /// <summary>From a VM.</summary>
    public static VmDto From(Vm vm) => new(
        vm.Id.Value, vm.ModuleId.Value, vm.MachineName, vm.Slot.HostId.Value, vm.Slot.Number, vm.Power.ToString(), vm.Wish.ToString(),
        vm.SessionId?.Value, vm.Progress, vm.Failure?.Code.ToString(), vm.CreatedAt, vm.Stage.ToString());
}
