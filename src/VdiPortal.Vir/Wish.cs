namespace VdiPortal.Vir;

/// <summary>What shall become of a VM.</summary>
/// <param name="VmId">Which.</param>
/// <param name="Generation">Fencing number.</param>
/// <param name="Target">What to work towards.</param>
/// <param name="Spec">What it is made of; null when it is only to be ended.</param>
public sealed record Wish(Guid VmId, long Generation, WishTarget Target, VmSpec? Spec);
