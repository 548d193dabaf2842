using System.Text.Json.Serialization;

namespace VdiPortal.Hypervisor.Machines;

/// <summary>Names one virtual machine; the same value is its uuid in QEMU and the name of its directories. A plain string in JSON.</summary>
/// <param name="Value">Chosen by the broker; not empty.</param>
[JsonConverter(typeof(MachineIdJsonConverter))]
public readonly record struct MachineId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
