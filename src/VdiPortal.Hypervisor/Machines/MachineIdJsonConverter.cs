using System.Text.Json;
using System.Text.Json.Serialization;

namespace VdiPortal.Hypervisor.Machines;

internal sealed class MachineIdJsonConverter : JsonConverter<MachineId>
{
    public override MachineId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, MachineId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
