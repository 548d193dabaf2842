using Microsoft.Extensions.Options;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;
using VdiPortal.Hypervisor;
using VdiPortal.Store;
using VdiPortal.Store.Migrations;

namespace VdiPortal.Portal.Composition;

/// <summary>The verbs of the executable.</summary>
internal static class PortalVerbs
{
    /// <summary>Brings the database to this version's schema.</summary>
    public static async Task<int> MigrateAsync(WebApplication app)
    {
        var store = app.Services.GetRequiredService<IOptions<StoreOptions>>().Value;
        await Migrator.MigrateAsync(store.ConnectionString, CancellationToken.None);
        return 0;
    }

    /// <summary>Prints a one-time code that lets an administrator set a new password.</summary>
    public static async Task<int> ResetAdminAsync(WebApplication app, string[] args)
    {
        await MigrateAsync(app);
        var name = args.Where(arg => !arg.StartsWith('-')).Skip(1).FirstOrDefault() ?? "admin";
        var code = await app.Services.GetRequiredService<SetupService>().IssueResetCodeAsync(name, CancellationToken.None);
        if (code is null)
        {
            await Console.Error.WriteLineAsync($"There is no administrator called {name}.");
            return 1;
        }

        await Console.Out.WriteLineAsync($"RESET-CODE {name} {code}");
        return 0;
    }

    /// <summary>Ends every VM of this data directory and every session that used one. The portal must not be running.</summary>
    public static async Task<int> StopVmsAsync(WebApplication app)
    {
        await MigrateAsync(app);
        var sessions = app.Services.GetRequiredService<ISessionStore>();
        var settler = app.Services.GetRequiredService<SessionSettler>();
        foreach (var session in await sessions.ListActiveAsync(CancellationToken.None))
            await settler.EndAsync(session.Id, new Failure(FailureCode.Stopped), CancellationToken.None);

        var hypervisor = app.Services.GetRequiredService<IHypervisor>();
        var found = await hypervisor.AdoptAsync(CancellationToken.None);
        foreach (var machine in found.Alive.Concat(found.Dead))
        {
            await machine.ShutdownAsync(TimeSpan.FromSeconds(machine.Spec.Disk.DesktopDisk is null ? 0 : 30), CancellationToken.None);
            await machine.DestroyAsync(CancellationToken.None);
        }

        await Console.Out.WriteLineAsync($"STOPPED {found.Alive.Count}");
        return 0;
    }

    /// <summary>Says which verbs there are.</summary>
    public static async Task<int> UnknownAsync(string verb)
    {
        await Console.Error.WriteLineAsync($"There is no verb {verb}. Verbs: run, migrate, reset-admin [NAME], stop-vms.");
        return 2;
    }
}
