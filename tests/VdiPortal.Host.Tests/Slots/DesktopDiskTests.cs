using VdiPortal.Host.Tests.Fakes;
using VdiPortal.Hypervisor;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;

namespace VdiPortal.Host.Tests.Slots;

/// <summary>Persistent desktops (requirement A5).</summary>
public sealed class DesktopDiskTests : IAsyncLifetime
{
    private readonly Guid _vm = Guid.NewGuid();
    private readonly Agent _agent = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _agent.DisposeAsync().AsTask();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_desktops_VM_is_made_over_its_disk(bool exists)
    {
        if (exists)
            _agent.Hypervisor.Disks.Add("desktop-1");

        await WishAsync(1, WishTarget.Run, exists, VmPower.Booting);

        Assert.Equal("desktop-1", _agent.Hypervisor[_vm].Spec.Disk.DesktopDisk);
    }

    [Fact]
    public async Task A_desktop_whose_disk_is_missing_is_not_begun_with_an_empty_one()
    {
        var failed = await WishAsync(1, WishTarget.Run, exists: true, VmPower.Failed);

        Assert.Equal("DesktopDiskMissing", failed.FailureCode);
        Assert.Empty(_agent.Hypervisor.Made);
    }

    [Fact]
    public async Task A_warm_VM_that_becomes_a_desktop_keeps_its_disk_before_it_runs()
    {
        var machine = _agent.Adopt(_vm, MachineState.Paused);

        await WishAsync(2, WishTarget.Run, exists: false, VmPower.Running);
        await WishAsync(2, WishTarget.Run, exists: true, VmPower.Running);

        Assert.Equal(["generation 2", "keep desktop-1", "resume"], machine.Told);
    }

    [Fact]
    public async Task A_VM_whose_disk_cannot_be_kept_does_not_run()
    {
        var machine = _agent.Adopt(_vm, MachineState.Paused).Hinder("keep", HypervisorFailureKind.DiskExists);

        var failed = await WishAsync(2, WishTarget.Run, exists: false, VmPower.Failed);

        Assert.Equal("StartFailed", failed.FailureCode);
        Assert.DoesNotContain("resume", machine.Told);
    }

    [Fact]
    public async Task One_desktops_VM_never_becomes_anothers()
    {
        var machine = _agent.Adopt(_vm, MachineState.Paused, desktop: "somebody-elses");

        var failed = await WishAsync(2, WishTarget.Run, exists: false, VmPower.Failed);

        Assert.Contains("somebody-elses", failed.FailureDetail, StringComparison.Ordinal);
        Assert.Equal(["generation 2"], machine.Told);
    }

    private Task<VmStatus> WishAsync(long generation, WishTarget target, bool exists, VmPower power)
    {
        var reported = _agent.Reports.Next(_vm, status => status.Power == power);
        _agent.Engine.Apply([Wishes.For(_vm, generation, target, "desktop-1", exists)]);
        return reported;
    }
}
