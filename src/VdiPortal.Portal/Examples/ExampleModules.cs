using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Templates;

namespace VdiPortal.Portal.Examples;

/// <summary>The modules of a fresh installation. Content, not interface: an administrator edits them like any other module.</summary>
internal static class ExampleModules
{
    private const string Machine = "desktop";

    /// <summary>A desktop that is clean at each launch, and one that is kept.</summary>
    public static IReadOnlyList<Module> Of(TemplateVersion desktop) =>
    [
        Make(desktop, "debian", "Debian desktop", "A fresh Debian with browser, editor, files and terminal. Clean at every launch.", Persistence.ResetsAtEnd, 2),
        Make(desktop, "my-debian", "My Debian desktop", "Your own Debian: files and settings are there when you come back.", Persistence.Kept, 1),
    ];

    private static Module Make(TemplateVersion template, string slug, string title, string summary, Persistence persistence, int warm) => new(
        ModuleId.New(), 1, slug, title, summary, "Desktops", $"/img/modules/{slug}.svg", persistence,
        [new MachineDefinition(Machine, template.Id)], new PoolPolicy(warm), null);
}
