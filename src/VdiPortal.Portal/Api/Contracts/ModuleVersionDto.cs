namespace VdiPortal.Portal.Api.Contracts;

/// <summary>A saved version of a module.</summary>
/// <param name="Id">The module.</param>
/// <param name="Version">The version.</param>
public sealed record ModuleVersionDto(Guid Id, int Version);
