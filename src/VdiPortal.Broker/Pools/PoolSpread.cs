namespace VdiPortal.Broker.Pools;

/// <summary>How a pool's stock is distributed over the hosts (requirement B3).</summary>
public enum PoolSpread
{
    /// <summary>Evenly: no host gets more than its fair share while another one has room.</summary>
    Even,

    /// <summary>As few hosts as possible: the fullest one that has room first.</summary>
    Pack,
}
