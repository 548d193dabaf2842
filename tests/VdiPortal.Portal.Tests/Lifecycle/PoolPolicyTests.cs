using System.Globalization;
using System.Text.Json.Nodes;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Lifecycle;

/// <summary>Pools of real machines follow their policy: by the clock and by the host's memory (requirements B3, B7).</summary>
[Collection(RealMachines.Name)]
public sealed class PoolPolicyTests
{
    private const string Minutes = "HH:mm";

    [Fact]
    public async Task A_row_of_the_schedule_finds_its_machines_ready_at_its_time_and_they_go_after_it()
    {
        var time = new ShiftedTime();
        await using var portal = await TestPortal.StartAsync(new TestPortalOptions { Time = time });
        var module = await portal.AddModuleAsync(await portal.AddTemplateAsync(), "painting", warm: 0);
        var admin = await portal.AddPersonAsync("boss", Role.Admin);
        var start = time.GetUtcNow().AddHours(2);
        await SetAsync(admin, module, new
        {
            schedule = new[]
            {
                new
                {
                    days = Enum.GetNames<DayOfWeek>(), from = start.ToString(Minutes, CultureInfo.InvariantCulture), until = start.AddHours(1).ToString(Minutes, CultureInfo.InvariantCulture),
                    timeZone = "UTC", count = 2,
                },
            },
        });
        start -= new TimeSpan(start.Ticks % TimeSpan.TicksPerMinute);
        var before = await PoolAsync(admin, module);
        Assert.Equal((0, start, 2), (before["target"]!.GetValue<int>(), before["nextAt"]!.GetValue<DateTimeOffset>(), before["nextTarget"]!.GetValue<int>()));

        time.Advance(start.AddMinutes(-3) - time.GetUtcNow());
        await Pools.UntilWarmAsync(admin, module, 2);
        Assert.True(time.GetUtcNow() < start, "They stand ready before their time.");
        await Pools.UntilShortAsync(admin, module, "None");

        time.Advance(start.AddHours(1) - time.GetUtcNow());
        await Pools.UntilEmptyAsync(admin);
        Assert.Equal(start.AddDays(1), (await PoolAsync(admin, module))["nextAt"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task When_the_host_runs_short_of_memory_the_stock_goes_and_desktops_in_use_stay()
    {
        await using var portal = await TestPortal.StartAsync();
        var module = await portal.AddModuleAsync(await portal.AddTemplateAsync(), "painting", warm: 2);
        var (ada, admin) = (await portal.AddPersonAsync("ada"), await portal.AddPersonAsync("boss", Role.Admin));
        await Pools.UntilWarmAsync(admin, module, 2);
        var session = await ada.LaunchAsync(module);
        await Pools.UntilWarmAsync(admin, module, 2);

        await SetFloorAsync(admin, 1_048_576);

        await Pools.UntilShortAsync(admin, module, "MemoryShort");
        await Pools.UntilWarmAsync(admin, module, 0);
        await ada.UntilAsync(session, "Running");
        await Patience.UntilAsync("the audit says why", async () => (await admin.GetAsync("audit?action=vm")).AsArray().Count(row =>
            row!["entry"]!["detail"]?.GetValue<string>().StartsWith("MemoryShort: ", StringComparison.Ordinal) == true) == 2);

        await SetFloorAsync(admin, 0);
        await Pools.UntilWarmAsync(admin, module, 2);
    }

    [Fact]
    public async Task What_is_asked_for_beyond_the_maximum_is_not_made_and_the_pool_says_so()
    {
        await using var portal = await TestPortal.StartAsync();
        var module = await portal.AddModuleAsync(await portal.AddTemplateAsync(), "painting", warm: 1);
        var admin = await portal.AddPersonAsync("boss", Role.Admin);
        await SetAsync(admin, module, new { max = 1, schedule = new[] { new { days = Enum.GetNames<DayOfWeek>(), from = "00:00", until = "00:00", timeZone = "UTC", count = 3 } } });

        await Pools.UntilShortAsync(admin, module, "MaxReached");

        Assert.Equal(1, (await PoolAsync(admin, module))["warm"]!.GetValue<int>());
    }

    private static async Task SetAsync(Person admin, Module module, object pool)
    {
        using var answer = await admin.SendAsync(HttpMethod.Patch, $"modules/{module.Id}", new { pool });
        answer.EnsureSuccessStatusCode();
    }

    private static async Task SetFloorAsync(Person admin, int floor)
    {
        using var answer = await admin.SendAsync(HttpMethod.Put, "settings", new
        {
            placesPerUser = 1, pauseAfterMinutes = 30, endAfterMinutes = 480, launchDeadlineSeconds = 300, consolesPerUser = 24, freeMemoryFloorMiB = floor,
        });
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<JsonNode> PoolAsync(Person admin, Module module) =>
        (await admin.GetAsync("pools")).AsArray().Single(pool => pool!["moduleId"]!.GetValue<Guid>() == module.Id.Value)!;
}
