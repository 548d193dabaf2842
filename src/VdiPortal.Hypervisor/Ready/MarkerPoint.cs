namespace VdiPortal.Hypervisor.Ready;

/// <summary>The guest writes a text: <c>{"kind":"marker","channel":"virtio","text":"READY desktop"}</c>.</summary>
/// <param name="Channel">Where it writes.</param>
/// <param name="Text">What it writes, 1..256 printable ASCII characters; may stand anywhere in its output.</param>
public sealed record MarkerPoint(MarkerChannel Channel, string Text) : ReadyPoint;
