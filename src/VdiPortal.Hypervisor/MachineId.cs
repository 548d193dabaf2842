namespace VdiPortal.Hypervisor;

/// <summary>Names one virtual machine; the same value is its uuid in QEMU and the name of its directory.</summary>
/// <param name="Value">Chosen by the broker.</param>
public readonly record struct MachineId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
