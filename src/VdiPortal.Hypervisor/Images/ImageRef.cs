namespace VdiPortal.Hypervisor.Images;

/// <summary>An immutable file in the image store, named by its content.</summary>
/// <param name="Sha256">Lower-case hexadecimal, 64 characters.</param>
/// <param name="Format"><c>qcow2</c> or <c>raw</c>; every open names it.</param>
public sealed record ImageRef(string Sha256, string Format);
