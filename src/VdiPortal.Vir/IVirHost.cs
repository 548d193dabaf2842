namespace VdiPortal.Vir;

/// <summary>What the portal calls on a host.</summary>
public interface IVirHost
{
    /// <summary>What shall become of some VMs. May be repeated; a lower generation than the host has seen for a VM is ignored.</summary>
    Task Apply(IReadOnlyList<Wish> wishes);

    /// <summary>A picture of the VM's screen; empty when there is none now.</summary>
    Task<byte[]> Screenshot(Guid vm, int maxWidth);
}
