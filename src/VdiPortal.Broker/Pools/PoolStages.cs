using VdiPortal.Broker.Templates;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Pools;

/// <summary>Ready points and what they cost (requirement B3). Pure.</summary>
public static class PoolStages
{
    /// <summary>The ready points that a policy allows and a template declares, the best first; never empty.</summary>
    public static IReadOnlyList<ReadyStage> Of(PoolPoint point, TemplateVersion template)
    {
        ReadyStage[] declared = [.. Enum.GetValues<ReadyStage>().Where(stage => template.Criterion(stage) is not null)];
        return point switch
        {
            PoolPoint.ByMemory => [.. declared.OrderDescending()],
            PoolPoint.BeforeOs => [declared.First(stage => stage >= ReadyStage.BeforeOs)],
            PoolPoint.AfterOs => [declared.First(stage => stage >= ReadyStage.AfterOs)],
            _ => [ReadyStage.AfterServices],
        };
    }

    /// <summary>What a VM is taken to have touched, in MiB; whoever uses one has come to its services.</summary>
    public static int Touched(Vm vm) => Touched(vm.SessionId is null ? vm.Stage : ReadyStage.AfterServices, vm.ReservedMiB);

    /// <summary>
    /// How much of its memory a VM is taken to have touched at a ready point, in MiB: an eighth before its operating system, half of it before its
    /// services. An estimate for the host's free memory only; what is reserved is the whole, since whoever claims it will need it.
    /// </summary>
    public static int Touched(ReadyStage stage, int memoryMiB) => stage switch
    {
        ReadyStage.BeforeOs => memoryMiB / 8,
        ReadyStage.AfterOs => memoryMiB / 2,
        _ => memoryMiB,
    };
}
