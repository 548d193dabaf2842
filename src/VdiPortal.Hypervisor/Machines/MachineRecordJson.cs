using System.Text.Json.Serialization;
using VdiPortal.Hypervisor.Processes;

namespace VdiPortal.Hypervisor.Machines;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProcessIdentity))]
[JsonSerializable(typeof(MachineProgress))]
internal sealed partial class MachineRecordJson : JsonSerializerContext;
