using Microsoft.Extensions.Logging;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Sql;

public sealed class RoundTripTests : StoreTest
{
    [Fact]
    public async Task Every_step_of_a_launch_is_one_round_trip()
    {
        var module = await Scene.ModuleAsync(Persistence.Kept);
        var host = await Scene.HostAsync();
        var warm = await Scene.WarmVmAsync(host, module);
        var user = await Scene.UserAsync();
        Session session = null!;

        await OnceAsync(async () => session = (await Store.Sessions.OpenAsync(Scene.Opening(user, module), None)).Session!);
        await OnceAsync(() => Scene.ClaimAsync(session, module, desktop: session.DesktopId));
        await OnceAsync(() => Store.Sessions.UpdateAsync(session with { Progress = 50 }, None));
        await OnceAsync(() => Store.Vms.ApplyReportsAsync(host, [new VmReport(warm.Id, 2, PowerState.Running, 100, null, null)], None));
        await OnceAsync(() => Store.Vms.SetWishAsync(warm.Id, VmWish.Pause, false, None));
        await OnceAsync(() => Store.Vms.DefineAsync(Scene.Definition(host, module), None));
    }

    private async Task OnceAsync(Func<Task> call)
    {
        Store.Log.Clear();
        Store.Log.Lowest = LogLevel.Debug;
        await call();
        Store.Log.Lowest = LogLevel.Warning;
        Assert.Single(Store.Log.Lines, line => line.Contains("xecuting", StringComparison.Ordinal));
    }
}
