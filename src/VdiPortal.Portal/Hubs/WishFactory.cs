using System.Collections.Concurrent;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Templates;
using VdiPortal.Broker.Vms;
using VdiPortal.Vir;

namespace VdiPortal.Portal.Hubs;

/// <summary>Makes the message that tells a host what is wished of a VM. Template versions never change, so they are remembered.</summary>
internal sealed class WishFactory(ITemplateStore templates, ICatalogStore catalog, IDesktopStore desktops)
{
    private readonly ConcurrentDictionary<TemplateVersionId, TemplateVersion> _templates = new();
    private readonly ConcurrentDictionary<(Guid Module, int Version, string Machine), (int? Width, int? Height)> _displays = new();

    /// <summary>The message for this VM.</summary>
    public async Task<Wish> MakeAsync(WishedVm wished, CancellationToken cancellation)
    {
        var spec = wished is { Vm: { } vm, Wish: not (VmWish.Destroy or VmWish.ShutDown) } ? await SpecAsync(vm, cancellation) : null;
        return new Wish(wished.Id.Value, wished.Generation, wished.Wish.ToTarget(), spec);
    }

    private async Task<VmSpec?> SpecAsync(Vm vm, CancellationToken cancellation)
    {
        if (await FindAsync(vm.Template, cancellation) is not { } template)
            return null;

        var desktop = vm.DesktopId is { } id ? await desktops.GetAsync(id, cancellation) : null;
        var (width, height) = await DisplayAsync(vm, cancellation);
        var early = vm.Stage == ReadyStage.AfterServices ? null : template.Criterion(vm.Stage);
        return new VmSpec(
            template.Cpus,
            template.MemoryMiB,
            template.Video,
            width ?? template.Width,
            height ?? template.Height,
            template.Disk.ToImage(),
            template.Kernel?.ToImage(),
            template.Initrd?.ToImage(),
            template.CommandLine,
            template.HasGuestAgent,
            early ?? template.Ready,
            desktop?.Id.ToString(),
            desktop?.HasDisk ?? false,
            early is null ? null : template.Ready);
    }

    private async Task<TemplateVersion?> FindAsync(TemplateVersionId id, CancellationToken cancellation)
    {
        if (_templates.TryGetValue(id, out var known))
            return known;

        var template = await templates.GetAsync(id, cancellation);
        return template is null ? null : _templates.GetOrAdd(id, template);
    }

    private async Task<(int? Width, int? Height)> DisplayAsync(Vm vm, CancellationToken cancellation)
    {
        var key = (vm.ModuleId.Value, vm.ModuleVersion, vm.MachineName);
        if (_displays.TryGetValue(key, out var known))
            return known;

        var module = await catalog.GetAsync(vm.ModuleId, vm.ModuleVersion, cancellation);
        var machine = module?.Machines.FirstOrDefault(machine => machine.Name == vm.MachineName);
        return machine is null ? (null, null) : _displays.GetOrAdd(key, (machine.Width, machine.Height));
    }
}
