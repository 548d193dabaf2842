namespace VdiPortal.Hypervisor.Images;

/// <summary>The disks that are kept between machines (requirement A5). Machines make them; only this removes them.</summary>
public interface IDesktopDiskStore
{
    /// <summary>Lists the kept disks.</summary>
    /// <returns>In order of their names.</returns>
    IReadOnlyList<DesktopDisk> List();

    /// <summary>Removes a kept disk for good. Idempotent.</summary>
    /// <param name="name">Which.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Success, also when there is none; <see cref="HypervisorFailureKind.DiskInUse"/> while a machine has it.</returns>
    Task<HypervisorResult> RemoveAsync(string name, CancellationToken cancellationToken = default);
}
