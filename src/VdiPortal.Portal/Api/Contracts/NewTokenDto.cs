namespace VdiPortal.Portal.Api.Contracts;

/// <summary>A token to be made.</summary>
/// <param name="Name">What its owner calls it, 1..60 characters.</param>
/// <param name="Days">Its life in days, 1..366; 90 when left out.</param>
public sealed record NewTokenDto(string Name, int? Days = null);
