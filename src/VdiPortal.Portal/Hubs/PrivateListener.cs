using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace VdiPortal.Portal.Hubs;

/// <summary>The private unix socket that the embedded host agent dials. Only connections through it reach the VIR hub.</summary>
internal static class PrivateListener
{
    /// <summary>File name of the socket in the run directory.</summary>
    public const string FileName = "portal.sock";

    /// <summary>Marks every connection of this listener.</summary>
    public static void MarkPrivate(this ListenOptions listener) => listener.Use(next => connection =>
    {
        connection.Features.Set(Marker.Instance);
        return next(connection);
    });

    /// <summary>Answers 404 to everyone who did not come through the private listener.</summary>
    public static IEndpointConventionBuilder RequirePrivateListener(this IEndpointConventionBuilder endpoint)
    {
        endpoint.Add(builder =>
        {
            var next = builder.RequestDelegate!;
            builder.RequestDelegate = context =>
            {
                if (context.Features.Get<Marker>() is not null)
                    return next(context);
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            };
        });
        return endpoint;
    }

    private sealed class Marker
    {
        public static readonly Marker Instance = new();
    }
}
