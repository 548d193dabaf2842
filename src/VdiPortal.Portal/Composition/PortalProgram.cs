using Microsoft.Extensions.Options;

namespace VdiPortal.Portal.Composition;

/// <summary>What the executable does: run the portal, or one of the verbs that <c>./up</c> uses.</summary>
internal static class PortalProgram
{
    /// <summary>Carries out the verb; 0 when it went well, 2 when the settings are wrong, 1 otherwise.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return await CarryOutAsync(args);
        }
        catch (Exception exception) when (StartFailure.Explain(exception) is { } words)
        {
            await Console.Error.WriteLineAsync(words);
            return exception is OptionsValidationException ? 2 : 1;
        }
    }

    /// <summary>A builder with the configuration read. What is added to its services before <see cref="Build"/> goes before the portal's own.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args) => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        ApplicationName = typeof(PortalProgram).Assembly.GetName().Name,
        ContentRootPath = AppContext.BaseDirectory,
    });

    /// <summary>Puts the portal together; the settings must have been found good.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, PortalOptions options, bool embeddedAgent)
    {
        var certificate = builder.Configuration.GetSection(CertificateOptions.Section).Get<CertificateOptions>() ?? new CertificateOptions();
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => KestrelSetup.Configure(kestrel, options, certificate));
        PortalBuilder.AddServices(builder, options, embeddedAgent);
        return builder.Build();
    }

    private static async Task<int> CarryOutAsync(string[] args)
    {
        var verb = args.FirstOrDefault(arg => !arg.StartsWith('-')) ?? "run";
        var builder = CreateBuilder(args);
        var options = PortalOptions.From(builder.Configuration);
        if (options.Problems().ToList() is { Count: > 0 } problems)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, problems));
            return 2;
        }

        await using var app = Build(builder, options, embeddedAgent: verb == "run");
        return verb switch
        {
            "run" => await PortalRun.RunAsync(app, options),
            "migrate" => await PortalVerbs.MigrateAsync(app),
            "reset-admin" => await PortalVerbs.ResetAdminAsync(app, args),
            "stop-vms" => await PortalVerbs.StopVmsAsync(app),
            _ => await PortalVerbs.UnknownAsync(verb),
        };
    }
}
