using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Desktops;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Identity;

namespace VdiPortal.Broker.Sessions;

/// <summary>One person's use of one module, from launch to end.</summary>
/// <param name="Id">Its id.</param>
/// <param name="UserId">Who uses it.</param>
/// <param name="UserName">That person's sign-in name.</param>
/// <param name="ModuleId">What is used.</param>
/// <param name="ModuleVersion">The version it started with and keeps.</param>
/// <param name="ModuleTitle">The module's name for people.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Stage">How far the launch has come.</param>
/// <param name="Progress">Per cent of the stage, 0..100.</param>
/// <param name="DesktopId">The kept desktop, for a persistent module.</param>
/// <param name="Failure">Why it ended or failed, if it did.</param>
/// <param name="Trace">What the launch took.</param>
/// <param name="RequestedAt">When Launch was pressed.</param>
/// <param name="RunningAt">When it was first usable.</param>
/// <param name="LastInputAt">Last input of its user, or the last press of Keep.</param>
/// <param name="EndedAt">When it was over.</param>
/// <param name="Version">Raised at each change.</param>
public sealed record Session(
    SessionId Id,
    UserId UserId,
    string UserName,
    ModuleId ModuleId,
    int ModuleVersion,
    string ModuleTitle,
    SessionState State,
    LaunchStage Stage,
    int Progress,
    DesktopId? DesktopId,
    Failure? Failure,
    LaunchTrace Trace,
    DateTimeOffset RequestedAt,
    DateTimeOffset? RunningAt,
    DateTimeOffset LastInputAt,
    DateTimeOffset? EndedAt,
    long Version)
{
    /// <summary>How long a running session without a picture is taken for one that somebody looks at; one started by a program never shows any.</summary>
    public static readonly TimeSpan PicturePatience = TimeSpan.FromSeconds(3);

    /// <summary>Whether it still holds, or will hold, VMs.</summary>
    public bool IsActive => State is SessionState.Starting or SessionState.Running or SessionState.Paused;

    /// <summary>Whether a console may be opened.</summary>
    public bool HasScreen => State is SessionState.Running or SessionState.Paused;

    /// <summary>Whether somebody waits for its first picture: what else uses the hosts' processors would make that wait longer.</summary>
    public bool AwaitsPicture(DateTimeOffset now) =>
        State == SessionState.Running && Trace.FirstFrameMs is null && now - RunningAt < PicturePatience;
}
