namespace VdiPortal.Vir;

/// <summary>The portal's answer to <see cref="Hello"/>.</summary>
/// <param name="ProtocolVersion">The version that both will speak.</param>
/// <param name="HostId">The host's id in the array; the audience of console tokens.</param>
/// <param name="ConsoleKey">Public key (SubjectPublicKeyInfo, ECDSA P-256) that console tokens are signed with.</param>
public sealed record Welcome(int ProtocolVersion, Guid HostId, byte[] ConsoleKey);
