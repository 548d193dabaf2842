namespace VdiPortal.Hypervisor.Ready;

/// <summary>A process runs in the guest: <c>{"kind":"process","name":"Xorg"}</c>. Needs a guest agent.</summary>
/// <param name="Name">Its name as Linux keeps it (<c>ps -eo comm</c>): 1..15 printable ASCII characters, no space at either end.</param>
public sealed record ProcessPoint(string Name) : ReadyPoint;
