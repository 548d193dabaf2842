using VdiPortal.Vir;

namespace VdiPortal.Host.Tests.Fakes;

/// <summary>What was reported, and waiting for it.</summary>
internal sealed class Reports
{
    private readonly Lock _lock = new();
    private readonly List<VmStatus> _all = [];
    private readonly List<(Guid Vm, Func<VmStatus, bool> IsIt, TaskCompletionSource<VmStatus> Came)> _waiters = [];

    /// <summary>Everything reported of a VM, in order.</summary>
    public IReadOnlyList<VmStatus> Of(Guid vm)
    {
        lock (_lock)
            return [.. _all.Where(status => status.VmId == vm)];
    }

    /// <summary>Completes when something is or was reported of a VM.</summary>
    public Task<VmStatus> Next(Guid vm, Func<VmStatus, bool> isIt)
    {
        lock (_lock)
        {
            if (_all.LastOrDefault(status => status.VmId == vm) is { } last && isIt(last))
                return Task.FromResult(last);

            var came = new TaskCompletionSource<VmStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((vm, isIt, came));
            return came.Task.Soon();
        }
    }

    public Task<VmStatus> Next(Guid vm, VmPower power) => Next(vm, status => status.Power == power);

    public Task<VmStatus> Next(Guid vm, VmPower power, long generation) =>
        Next(vm, status => status.Power == power && status.Generation == generation);

    public void Add(IReadOnlyList<VmStatus> statuses)
    {
        lock (_lock)
        {
            _all.AddRange(statuses);
            foreach (var status in statuses)
            {
                foreach (var waiter in _waiters.FindAll(waiter => waiter.Vm == status.VmId && waiter.IsIt(status)))
                {
                    _waiters.Remove(waiter);
                    waiter.Came.SetResult(status);
                }
            }
        }
    }
}
