using VdiPortal.Broker.Sessions;

namespace VdiPortal.Portal.Components.Activity;

/// <summary>A line of the list of sessions.</summary>
/// <param name="Session">The session.</param>
/// <param name="Place">Host and slots of its VMs, in words.</param>
internal sealed record SessionRow(Session Session, string Place)
{
    public string User => Session.UserName;

    public string Module => Session.ModuleTitle;

    public SessionState State => Session.State;

    public DateTimeOffset Since => Session.RequestedAt;

    public DateTimeOffset Input => Session.LastInputAt;
}
