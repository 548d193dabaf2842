using Microsoft.Extensions.Localization;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Resources;

namespace VdiPortal.Portal.Components.People;

/// <summary>What the forms of people have in common.</summary>
internal static class PersonChoices
{
    public static IReadOnlyList<(Role Value, string Text)> Roles(IStringLocalizer<PeopleTexts> texts) =>
        [.. Enum.GetValues<Role>().Select(role => (role, texts[$"Role.{role}"].Value))];

    /// <summary>A password that nobody needs to think up: four groups that are easy to read out.</summary>
    public static string Password() => string.Join('-', Enumerable.Range(0, 4)
        .Select(_ => System.Security.Cryptography.RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 4)));
}
