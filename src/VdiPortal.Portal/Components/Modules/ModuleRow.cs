using VdiPortal.Broker.Catalog;

namespace VdiPortal.Portal.Components.Modules;

/// <summary>A line of the list of modules.</summary>
/// <param name="Module">The module.</param>
/// <param name="Warm">How many of it stand warm now.</param>
/// <param name="Target">How many of it shall stand warm now.</param>
internal sealed record ModuleRow(Module Module, int Warm, int Target)
{
    public string Title => Module.Title;

    public string Category => Module.Category;

    public Persistence Persistence => Module.Persistence;

    public double PauseMinutes => Module.Idle?.PauseAfter.TotalMinutes ?? 0;
}
