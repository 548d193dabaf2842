namespace VdiPortal.Portal.Api.Contracts;

/// <summary>A launch.</summary>
/// <param name="RequestId">Makes a repeated request harmless; a new one is taken when it is left out.</param>
public sealed record LaunchRequestDto(Guid? RequestId = null);
