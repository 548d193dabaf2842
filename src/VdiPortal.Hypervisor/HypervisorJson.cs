using System.Text.Json;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Hypervisor;

/// <summary>The one JSON form of specs and ready criteria, in files and templates: camelCase, unknown members ignored, source-generated.</summary>
public static class HypervisorJson
{
    /// <summary>Writes a spec.</summary>
    /// <param name="spec">The spec.</param>
    public static string Write(MachineSpec spec) => JsonSerializer.Serialize(spec, HypervisorJsonContext.Default.MachineSpec);

    /// <summary>Writes a ready criterion.</summary>
    /// <param name="criterion">The criterion.</param>
    public static string Write(ReadyCriterion criterion) => JsonSerializer.Serialize(criterion, HypervisorJsonContext.Default.ReadyCriterion);

    /// <summary>Reads a spec; says nothing yet about whether its values are sensible.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="JsonException">It is no spec.</exception>
    public static MachineSpec ReadSpec(string json) =>
        JsonSerializer.Deserialize(json, HypervisorJsonContext.Default.MachineSpec) ?? throw new JsonException("A machine spec is null.");

    /// <summary>Reads a ready criterion; says nothing yet about whether its values are sensible.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="JsonException">It is no criterion.</exception>
    public static ReadyCriterion ReadCriterion(string json) =>
        JsonSerializer.Deserialize(json, HypervisorJsonContext.Default.ReadyCriterion) ?? throw new JsonException("A ready criterion is null.");
}
