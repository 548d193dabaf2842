namespace VdiPortal.Hypervisor.Guests;

/// <summary>States of a TCP socket with Linux's numbers (include/net/tcp_states.h).</summary>
internal enum TcpSocketState
{
    /// <summary>Data can be sent both ways.</summary>
    Established = 1,

    /// <summary>It waits for connections.</summary>
    Listening = 10,
}
