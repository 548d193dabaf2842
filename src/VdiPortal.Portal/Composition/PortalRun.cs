using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Examples;

namespace VdiPortal.Portal.Composition;

/// <summary>Runs the portal: migrate, fill an empty catalog, serve, and say so on the terminal.</summary>
internal static class PortalRun
{
    /// <summary>Runs it until it is asked to end.</summary>
    public static async Task<int> RunAsync(WebApplication app, PortalOptions options)
    {
        await StartAsync(app, options);
        await AnnounceAsync(app.Services.GetRequiredService<SetupService>(), options, app.Lifetime.ApplicationStopping);
        await app.WaitForShutdownAsync(CancellationToken.None);
        return 0;
    }

    /// <summary>Migrates the database, fills an empty catalog and begins to serve.</summary>
    public static async Task StartAsync(WebApplication app, PortalOptions options)
    {
        PortalBuilder.MapEndpoints(app, options);
        var stopping = app.Lifetime.ApplicationStopping;
        await PortalVerbs.MigrateAsync(app);
        if (options.GuestsDirectory is { Length: > 0 } guests)
            await ActivatorUtilities.CreateInstance<ExampleImporter>(app.Services).ImportAsync(guests, stopping);

        await app.StartAsync(stopping);
    }

    /// <summary>The lines that <c>./up</c> waits for. The code is shown here and nowhere else.</summary>
    private static async Task AnnounceAsync(SetupService setup, PortalOptions options, CancellationToken cancellation)
    {
        if (await setup.IsNeededAsync(cancellation))
            await Console.Out.WriteLineAsync($"SETUP-CODE {await setup.IssueFirstAdminCodeAsync(cancellation)}");
        await Console.Out.WriteLineAsync($"READY {options.Origin}");
    }
}
