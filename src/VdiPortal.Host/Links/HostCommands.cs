using VdiPortal.Host.Slots;
using VdiPortal.Vir;

namespace VdiPortal.Host.Links;

/// <summary>What the portal calls.</summary>
internal sealed class HostCommands(SlotEngine engine, Screenshots screenshots) : IVirHost
{
    /// <inheritdoc/>
    public Task Apply(IReadOnlyList<Wish> wishes)
    {
        engine.Apply(wishes ?? []);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<byte[]> Screenshot(Guid vm, int maxWidth) => screenshots.TakeAsync(vm, maxWidth);
}
