using VdiPortal.Broker.Sessions;

namespace VdiPortal.Portal.Api.Contracts;

/// <summary>A session.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ModuleId">The module.</param>
/// <param name="ModuleTitle">Its name for people.</param>
/// <param name="User">Sign-in name of its user.</param>
/// <param name="State">Starting, Running, Paused, Ended or Failed.</param>
/// <param name="Stage">Queued, Copying, Booting, Resuming or Running.</param>
/// <param name="Progress">Per cent of the stage.</param>
/// <param name="Failure">Code of why it ended or failed.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="RunningAt">When it was first usable.</param>
/// <param name="EndedAt">When it was over.</param>
/// <param name="LastInputAt">Last input.</param>
/// <param name="Trace">What the launch took.</param>
public sealed record SessionDto(
    Guid Id,
    Guid ModuleId,
    string ModuleTitle,
    string User,
    string State,
    string Stage,
    int Progress,
    string? Failure,
    DateTimeOffset RequestedAt,
    DateTimeOffset? RunningAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset LastInputAt,
    LaunchTrace Trace)
{
    /// <summary>From a session.</summary>
    public static SessionDto From(Session session) => new(
        session.Id.Value, session.ModuleId.Value, session.ModuleTitle, session.UserName, session.State.ToString(), session.Stage.ToString(),
        session.Progress, session.Failure?.Code.ToString(), session.RequestedAt, session.RunningAt, session.EndedAt, session.LastInputAt, session.Trace);
}
