namespace VdiPortal.Hypervisor.Ready;

/// <summary>So many TCP connections to a port of the guest are established: <c>{"kind":"connections","port":5432,"count":1}</c>. Needs a guest agent.</summary>
/// <param name="Port">The guest's own port, 1..65,535.</param>
/// <param name="Count">How many there must be at least, 1..1,000.</param>
public sealed record ConnectionsPoint(int Port, int Count) : ReadyPoint;
