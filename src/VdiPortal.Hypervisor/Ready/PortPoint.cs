namespace VdiPortal.Hypervisor.Ready;

/// <summary>Something in the guest listens at a TCP port: <c>{"kind":"port","port":22}</c>. Needs a guest agent.</summary>
/// <param name="Port">The port, 1..65,535, at any address of the guest.</param>
public sealed record PortPoint(int Port) : ReadyPoint;
