namespace VdiPortal.Vir;

/// <summary>An immutable file in the hosts' image stores.</summary>
/// <param name="Sha256">Its content's hash, lower-case hexadecimal.</param>
/// <param name="Format"><c>qcow2</c> or <c>raw</c>.</param>
/// <param name="Bytes">Its size.</param>
public sealed record Image(string Sha256, string Format, long Bytes);
