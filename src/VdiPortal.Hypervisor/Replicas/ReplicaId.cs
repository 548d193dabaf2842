using System.Text.Json.Serialization;

namespace VdiPortal.Hypervisor.Replicas;

/// <summary>Names one replica; also the uuid of the machine that it is made of. A plain string in JSON.</summary>
/// <param name="Value">Chosen by the broker; not empty.</param>
[JsonConverter(typeof(ReplicaIdJsonConverter))]
public readonly record struct ReplicaId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
