using Microsoft.Extensions.Localization;
using VdiPortal.Broker.Auditing;
using VdiPortal.Portal.Resources;

namespace VdiPortal.Portal.Components.Words;

/// <summary>What audited actions are called in front of people.</summary>
public sealed class AuditWords(IStringLocalizer<WordTexts> texts)
{
    private static readonly string[] Groups =
        ["signin", "account", "user", "token", "session", "console", "host", "vm", "module", "desktop", "setting"];

    /// <summary>The action in words; its own name when it has none (yet).</summary>
    public string Action(string action)
    {
        var words = texts[$"Audit.{action}"];
        return words.ResourceNotFound ? action : words;
    }

    /// <summary>How it went.</summary>
    public string Outcome(AuditOutcome outcome) => texts[$"Outcome.{outcome}"];

    /// <summary>The first parts of actions, with words.</summary>
    public IReadOnlyList<(string Value, string Text)> ListGroups() => [.. Groups.Select(group => (group, texts[$"AuditGroup.{group}"].Value))];
}
