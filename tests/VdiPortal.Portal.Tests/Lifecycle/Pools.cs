using VdiPortal.Broker.Catalog;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Lifecycle;

/// <summary>What an administrator sees of pools and VMs.</summary>
internal static class Pools
{
    /// <summary>Waits until a pool has so many warm VMs.</summary>
    public static Task UntilWarmAsync(Person admin, Module module, int count) => Patience.UntilAsync($"{count} warm of {module.Slug}", async () =>
        (await admin.GetAsync("pools")).AsArray().Single(pool => pool!["moduleId"]!.GetValue<Guid>() == module.Id.Value)!["warm"]!.GetValue<int>() == count);

    /// <summary>Waits until a pool is short for this reason.</summary>
    public static Task UntilShortAsync(Person admin, Module module, string reason) => Patience.UntilAsync($"{module.Slug} is short: {reason}", async () =>
        (await admin.GetAsync("pools")).AsArray().Single(pool => pool!["moduleId"]!.GetValue<Guid>() == module.Id.Value)!["shortage"]!.GetValue<string>() == reason);

    /// <summary>Waits until a VM is in this state.</summary>
    public static Task UntilPowerAsync(Person admin, Guid vm, string power) => Patience.UntilAsync($"VM is {power}", async () =>
        (await admin.GetAsync("vms")).AsArray().Any(item => item!["id"]!.GetValue<Guid>() == vm && item["power"]!.GetValue<string>() == power));

    /// <summary>Waits until a VM holds no slot any more.</summary>
    public static Task UntilGoneAsync(Person admin, Guid vm) => Patience.UntilAsync("the slot is free", async () =>
        (await admin.GetAsync("vms")).AsArray().All(item => item!["id"]!.GetValue<Guid>() != vm));

    /// <summary>Waits until nothing holds a slot.</summary>
    public static Task UntilEmptyAsync(Person admin) => Patience.UntilAsync("all slots are free", async () =>
        (await admin.GetAsync("vms")).AsArray().Count == 0 && (await admin.GetAsync("hosts"))[0]!["usedSlots"]!.GetValue<int>() == 0);
}
