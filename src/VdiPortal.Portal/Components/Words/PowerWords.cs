using Microsoft.Extensions.Localization;
using VdiPortal.Broker.Vms;
using VdiPortal.Portal.Resources;

namespace VdiPortal.Portal.Components.Words;

/// <summary>What the states of VMs are called in front of administrators.</summary>
public sealed class PowerWords(IStringLocalizer<WordTexts> texts)
{
    /// <summary>Where the VM stands; warm when nobody has claimed it.</summary>
    public string Of(Vm vm) => vm.Power switch
    {
        PowerState.Filling or PowerState.Booting => texts[$"Power.{vm.Power}", vm.Progress],
        PowerState.Paused when vm.SessionId is null => texts["Power.Warm"],
        _ => texts[$"Power.{vm.Power}"],
    };
}
