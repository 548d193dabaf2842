namespace VdiPortal.Portal.Api.Contracts;

/// <summary>A VM of a session, as its user sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Machine">Which machine of the module.</param>
/// <param name="Power">Its state.</param>
public sealed record SessionVmDto(Guid Id, string Machine, string Power);
