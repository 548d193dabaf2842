using System.Text.Json;
using System.Text.Json.Serialization;

namespace VdiPortal.Hypervisor.Replicas;

internal sealed class ReplicaIdJsonConverter : JsonConverter<ReplicaId>
{
    public override ReplicaId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, ReplicaId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
