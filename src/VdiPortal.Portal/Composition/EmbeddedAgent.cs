using VdiPortal.Host;
using VdiPortal.Portal.Hubs;

namespace VdiPortal.Portal.Composition;

/// <summary>The host agent inside the portal process. It dials the private socket like a remote one dials the portal.</summary>
internal static class EmbeddedAgent
{
    public static void Add(WebApplicationBuilder builder, IHealthChecksBuilder health)
    {
        if (!builder.Configuration.GetValue("Vdi:Host:Enabled", true))
            return;

        builder.Services.AddVdiHost(builder.Configuration);
        health.AddCheck<AgentHealth>("agent");
    }
}
