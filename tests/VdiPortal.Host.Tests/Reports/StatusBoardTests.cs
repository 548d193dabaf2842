using VdiPortal.Host.Reports;
using VdiPortal.Vir;

namespace VdiPortal.Host.Tests.Reports;

public sealed class StatusBoardTests
{
    private readonly Guid _a = Guid.NewGuid();
    private readonly Guid _b = Guid.NewGuid();
    private readonly StatusBoard _board = new();

    [Fact]
    public void Of_a_VM_that_changed_twice_only_the_latest_is_due()
    {
        Set(_a, VmPower.Booting);
        Set(_a, VmPower.Paused);

        Assert.Equal([(_a, VmPower.Paused)], Due());
    }

    [Fact]
    public void The_longest_waiting_comes_first()
    {
        Set(_b, VmPower.Booting);
        Set(_a, VmPower.Booting);
        Set(_b, VmPower.Paused);

        Assert.Equal([(_a, VmPower.Booting), (_b, VmPower.Paused)], Due());
    }

    [Fact]
    public void What_was_confirmed_is_not_due_again()
    {
        Set(_a, VmPower.Booting);
        _board.Confirm(_board.TakeDue(10));

        Assert.Empty(Due());
        Assert.Single(_board.TakeAll().Statuses);
    }

    [Fact]
    public void What_was_not_confirmed_stays_due()
    {
        Set(_a, VmPower.Booting);
        _board.TakeDue(10);

        Assert.Single(Due());
    }

    [Fact]
    public void A_change_while_a_report_is_under_way_is_not_confirmed_with_it()
    {
        Set(_a, VmPower.Booting);
        var batch = _board.TakeDue(10);
        Set(_a, VmPower.Paused);
        _board.Confirm(batch);

        Assert.Equal([(_a, VmPower.Paused)], Due());
    }

    [Fact]
    public void A_change_there_and_back_while_a_report_is_under_way_is_told_again()
    {
        Set(_a, VmPower.Running);
        var batch = _board.TakeDue(10);
        Set(_a, VmPower.Paused);
        Set(_a, VmPower.Running);
        _board.Confirm(batch);

        Assert.Single(Due());
    }

    [Fact]
    public void The_same_status_again_is_no_change()
    {
        Set(_a, VmPower.Running);
        _board.Confirm(_board.TakeDue(10));
        Set(_a, VmPower.Running);

        Assert.Empty(Due());
    }

    [Fact]
    public void A_VM_that_is_gone_is_forgotten_once_the_portal_knows()
    {
        Set(_a, VmPower.Gone);
        Assert.Single(_board.TakeAll().Statuses);

        Assert.Equal([_a], _board.Confirm(_board.TakeDue(10)));
        Assert.Empty(_board.TakeAll().Statuses);
    }

    [Fact]
    public async Task What_does_not_fit_into_one_report_comes_with_the_next()
    {
        foreach (var _ in Enumerable.Range(0, 5))
            Set(Guid.NewGuid(), VmPower.Booting);

        for (var left = 5; left > 0; left -= Math.Min(2, left))
        {
            await _board.WaitAsync(CancellationToken.None).AsTask().Soon();
            var batch = _board.TakeDue(2);
            Assert.Equal(Math.Min(2, left), batch.Statuses.Count);
            _board.Confirm(batch);
        }

        Assert.Empty(Due());
    }

    [Fact]
    public void Details_are_left_out_when_everything_would_not_fit_into_a_message()
    {
        VmStatus[] few = [.. Many(100)];
        VmStatus[] many = [.. Many(10_000)];

        Assert.Same(few, StatusSize.Fit(few));
        Assert.All(StatusSize.Fit(many), status => Assert.Null(status.FailureDetail));
        Assert.All(StatusSize.Fit(many), status => Assert.Equal("DiskFull", status.FailureCode));
    }

    private static IEnumerable<VmStatus> Many(int count) =>
        Enumerable.Range(0, count).Select(_ => new VmStatus(Guid.NewGuid(), 1, VmPower.Failed, 0, "DiskFull", new string('x', 500)));

    private void Set(Guid vm, VmPower power) => _board.Set(new VmStatus(vm, 1, power, 0));

    private List<(Guid Vm, VmPower Power)> Due() => [.. _board.TakeDue(10).Statuses.Select(status => (status.VmId, status.Power))];
}
