using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Consoles;

/// <summary>Which console connections are meant; all that are given must match, at least one must be given.</summary>
/// <param name="Id">One connection.</param>
/// <param name="Session">Those of a session.</param>
/// <param name="Vm">Those of a VM.</param>
/// <param name="User">Those of a person.</param>
/// <param name="SignIn">Those of a sign-in.</param>
public sealed record ConsoleFilter(
    ConsoleId? Id = null, SessionId? Session = null, VmId? Vm = null, UserId? User = null, SignInId? SignIn = null);
