using System.Globalization;
using Microsoft.Extensions.Localization;

namespace VdiPortal.Portal.Components.Words;

/// <summary>Texts with a number of things in them: "1 host", "2 hosts".</summary>
internal static class CountedText
{
    /// <summary>The text of <paramref name="key"/> with the number put in; for one thing that of <c>key.One</c>.</summary>
    public static string Counted(this IStringLocalizer texts, string key, int count) =>
        texts[count == 1 ? $"{key}.One" : key, count.ToString("N0", CultureInfo.CurrentCulture)];
}
