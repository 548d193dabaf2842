namespace VdiPortal.Broker.Pools;

/// <summary>At which ready point a pool keeps its VMs (requirement B3). A point that the template does not declare is left for the next one after it.</summary>
public enum PoolPoint
{
    /// <summary>Always after the services: a launch only resumes.</summary>
    AfterServices,

    /// <summary>Always after the operating system.</summary>
    AfterOs,

    /// <summary>Always before the operating system: it takes the least memory, and a launch boots.</summary>
    BeforeOs,

    /// <summary>After the services while the host's free memory allows it, else after the operating system, else before it.</summary>
    ByMemory,
}
