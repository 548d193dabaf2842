using System.Text.Json.Serialization;
using VdiPortal.Broker.Identity;

namespace VdiPortal.Portal.Api.Contracts;

/// <summary>A token to be made.</summary>
/// <param name="Name">What its owner calls it, 1..60 characters.</param>
/// <param name="Days">Its life in days, 1..366; 90 when left out.</param>
public sealed record NewTokenDto(string Name, int? Days = null)
{
    /// <summary>Its life.</summary>
    [JsonIgnore]
    public TimeSpan Lifetime => TimeSpan.FromDays(Math.Clamp(Days ?? 90, 0, 10_000));

    /// <summary>The names of the values that are missing or out of bounds.</summary>
    public IReadOnlyList<string> Invalid()
    {
        List<string> names = [];
        if (!ApiTokenService.AcceptsName(Name ?? ""))
            names.Add(nameof(Name));
        if (!ApiTokenService.AcceptsLifetime(Lifetime))
            names.Add(nameof(Days));
        return names;
    }
}
