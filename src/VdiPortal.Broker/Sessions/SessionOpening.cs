using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Identity;

namespace VdiPortal.Broker.Sessions;

/// <summary>A session that shall be opened, if its user has a place for it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RequestId">Makes a repeated request harmless: the same id gives the same session.</param>
/// <param name="UserId">Who asks.</param>
/// <param name="SignInId">With which sign-in; null for a request by an access token.</param>
/// <param name="ModuleId">What is asked for.</param>
/// <param name="ModuleVersion">Which version.</param>
/// <param name="Persistence">Whether a kept desktop belongs to it.</param>
/// <param name="Places">How many modules the user may use at once, at least 1.</param>
/// <param name="RequestedAt">When Launch was pressed; what the trace counts from.</param>
public sealed record SessionOpening(
    SessionId Id,
    Guid RequestId,
    UserId UserId,
    SignInId? SignInId,
    ModuleId ModuleId,
    int ModuleVersion,
    Persistence Persistence,
    int Places,
    DateTimeOffset RequestedAt);
