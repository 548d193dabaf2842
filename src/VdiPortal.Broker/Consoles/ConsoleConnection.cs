using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Consoles;

/// <summary>One open console connection, registered by the portal replica that carries it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Replica">The portal replica.</param>
/// <param name="SessionId">The session looked at.</param>
/// <param name="VmId">The VM looked at.</param>
/// <param name="UserId">Who looks.</param>
/// <param name="UserName">That person's sign-in name.</param>
/// <param name="SignInId">With which sign-in.</param>
/// <param name="Right">What it may do.</param>
/// <param name="From">The client's address.</param>
/// <param name="OpenedAt">When it was opened.</param>
public sealed record ConsoleConnection(
    ConsoleId Id,
    Guid Replica,
    SessionId SessionId,
    VmId VmId,
    UserId UserId,
    string UserName,
    SignInId? SignInId,
    ConsoleRight Right,
    string From,
    DateTimeOffset OpenedAt);
