using VdiPortal.Broker.Pools;

namespace VdiPortal.Portal.Api.Contracts;

/// <summary>The warm stock of one machine of a module.</summary>
/// <param name="ModuleId">The module.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Target">How many there shall be, with what is filled ahead for a row of the schedule that begins soon.</param>
/// <param name="Warm">How many are ready.</param>
/// <param name="Starting">How many are on the way.</param>
/// <param name="Shortage">Why there are less.</param>
/// <param name="RetryAt">When a pool that backs off tries again.</param>
/// <param name="NextAt">When the schedule asks for another number.</param>
/// <param name="NextTarget">How many from then on.</param>
public sealed record PoolDto(
    Guid ModuleId, string Machine, int Target, int Warm, int Starting, string Shortage, DateTimeOffset? RetryAt, DateTimeOffset? NextAt, int? NextTarget)
{
    /// <summary>From a pool's status.</summary>
    public static PoolDto From(PoolStatus pool) => new(
        pool.Key.ModuleId.Value, pool.Key.MachineName, pool.Target, pool.Warm, pool.Starting, pool.Shortage.ToString(), pool.RetryAt,
        pool.Next?.At, pool.Next?.Count);
}
