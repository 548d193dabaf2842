using System.Text.Json.Serialization;
using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Hypervisor.Replicas;

/// <summary>What is written beside a replica's files: what it is, which QEMU understands it, and what the files looked like when it was frozen.</summary>
/// <param name="Machine">The parent.</param>
/// <param name="QemuVersion">Version of the QEMU that saved the devices' state.</param>
/// <param name="MachineType">Versioned machine type.</param>
/// <param name="CpuModel">CPU model.</param>
/// <param name="Accelerator">How the guest's code was executed.</param>
/// <param name="CreatedAt">When it was frozen.</param>
/// <param name="Disk">The disk.</param>
/// <param name="Memory">The memory.</param>
/// <param name="State">The devices' state.</param>
/// <param name="Altered">What was found to be altered since, for people; null when nothing was.</param>
internal sealed record ReplicaRecord(
    MachineSpec Machine,
    string QemuVersion,
    string MachineType,
    string CpuModel,
    Accelerator Accelerator,
    DateTimeOffset CreatedAt,
    FrozenFile Disk,
    FrozenFile Memory,
    FrozenFile State,
    string? Altered = null)
{
    /// <summary>Identity.</summary>
    [JsonIgnore]
    public ReplicaId Id => new(Machine.Id.Value);
}


[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowOutOfOrderMetadataProperties = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ReplicaRecord))]
internal sealed partial class ReplicaRecordJson : JsonSerializerContext;
