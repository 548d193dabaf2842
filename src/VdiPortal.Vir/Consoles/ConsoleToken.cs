namespace VdiPortal.Vir.Consoles;

/// <summary>
/// The portal's word to a host that one console connection is allowed. It is signed, names exactly one VM on one host, lives
/// <see cref="ConsoleProtocol.TokenLifetime"/> and is used once.
/// </summary>
/// <param name="HostId">The audience: <see cref="Welcome.HostId"/> of the host that may honour it.</param>
/// <param name="VmId">The VM whose console is meant.</param>
/// <param name="Generation">The VM's generation when the token was issued; a host that has seen a higher one for the VM refuses it.</param>
/// <param name="Access">What the connection may do.</param>
/// <param name="ConnectionId">The connection's id in the portal's registry; the host's log names it.</param>
/// <param name="ExpiresAt">End of its life, kept in whole milliseconds.</param>
/// <param name="Nonce">Makes it unique; a host honours each once.</param>
public sealed record ConsoleToken(
    Guid HostId, Guid VmId, long Generation, ConsoleAccess Access, Guid ConnectionId, DateTimeOffset ExpiresAt, Guid Nonce);
