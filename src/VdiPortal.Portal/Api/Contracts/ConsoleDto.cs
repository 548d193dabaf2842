using VdiPortal.Broker.Consoles;

namespace VdiPortal.Portal.Api.Contracts;

/// <summary>An open console connection.</summary>
/// <param name="Id">Its id.</param>
/// <param name="SessionId">The session looked at.</param>
/// <param name="VmId">The VM looked at.</param>
/// <param name="User">Who looks.</param>
/// <param name="Right">View or Control.</param>
/// <param name="Address">The client's address.</param>
/// <param name="OpenedAt">When it was opened.</param>
public sealed record ConsoleDto(Guid Id, Guid SessionId, Guid VmId, string User, string Right, string Address, DateTimeOffset OpenedAt)
{
    /// <summary>From a connection.</summary>
    public static ConsoleDto From(ConsoleConnection console) => new(
        console.Id.Value, console.SessionId.Value, console.VmId.Value, console.UserName, console.Right.ToString(), console.From, console.OpenedAt);
}
