using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Access;

namespace VdiPortal.Portal.Api;

/// <summary>Reads what every endpoint needs from its request.</summary>
internal static class ApiContext
{
    /// <summary>Who asks. The endpoint requires a signed-in person, so there is one.</summary>
    public static Principal Who(this HttpContext context) =>
        context.User.ToPrincipal(context.Connection.RemoteIpAddress?.ToString() ?? "")
        ?? throw new InvalidOperationException("The endpoint was reached without a person.");
}
