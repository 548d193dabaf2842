using Microsoft.Extensions.Localization;
using VdiPortal.Broker.Catalog;
using VdiPortal.Portal.Resources;

namespace VdiPortal.Portal.Components.Words;

/// <summary>What modules are called in front of people.</summary>
public sealed class ModuleWords(IStringLocalizer<WordTexts> texts)
{
    private static readonly string[] Art = ["dawn", "tide", "meadow", "ember", "dusk", "slate"];

    /// <summary>What becomes of changes.</summary>
    public string Persistence(Module module) => texts[$"Persistence.{module.Persistence}"];

    /// <summary>The same in a sentence.</summary>
    public string PersistenceHint(Module module) => texts[$"Persistence.{module.Persistence}.Hint"];

    /// <summary>How many machines, or null for one.</summary>
    public string? Machines(Module module) => module.Machines.Count > 1 ? texts["Machines", module.Machines.Count].Value : null;

    /// <summary>How soon it can be used, when nobody has launched it.</summary>
    public string Readiness(CatalogEntry entry)
    {
        if (entry.HasDesktop)
            return texts["Ready.Kept"];
        if (entry.Stock.Warm > 0)
            return texts["Ready.Warm"];

        return texts[entry.Stock.Starting > 0 ? "Ready.Filling" : "Ready.Cold"];
    }

    /// <summary>How many stand warm, or null when that does not matter.</summary>
    public string? Stock(CatalogEntry entry) =>
        entry.Stock.Warm > 0 && !entry.HasDesktop ? texts["Warm", entry.Stock.Warm].Value : null;

    /// <summary>Address of the module's picture: its own, else one that its short name chooses.</summary>
    public static string Picture(Module module) =>
        module.Picture is { Length: > 0 } own && own[0] != '/' || module.Picture is { Length: > 1 } rooted && rooted[1] != '/'
            ? module.Picture.TrimStart('/')
            : $"img/modules/{Art[module.Slug.Aggregate(3, (sum, letter) => ((sum * 31) + letter) & 0xffff) % Art.Length]}.svg";
}
