using System.Text.Json.Serialization;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Hypervisor;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false,
    WriteIndented = false)]
[JsonSerializable(typeof(MachineSpec))]
[JsonSerializable(typeof(ReadyCriterion))]
internal sealed partial class HypervisorJsonContext : JsonSerializerContext;
