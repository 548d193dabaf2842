using Microsoft.Extensions.Localization;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Sessions;
using VdiPortal.Portal.Resources;

namespace VdiPortal.Portal.Components.Words;

/// <summary>What sessions are called in front of people.</summary>
public sealed class SessionWords(IStringLocalizer<WordTexts> texts)
{
    /// <summary>Where the session stands.</summary>
    public string State(Session session) => session.State switch
    {
        SessionState.Starting => Stage(session),
        _ => texts[$"State.{session.State}"],
    };

    /// <summary>How far its launch has come.</summary>
    public string Stage(Session session) => session.Stage switch
    {
        LaunchStage.Copying or LaunchStage.Booting => texts[$"Stage.{session.Stage}", session.Progress],
        _ => texts[$"Stage.{session.Stage}"],
    };

    /// <summary>Which colour the state has: <c>good</c>, <c>busy</c>, <c>warn</c>, <c>bad</c> or none.</summary>
    public static string Tone(SessionState state) => state switch
    {
        SessionState.Running => "good",
        SessionState.Starting => "busy",
        SessionState.Paused => "warn",
        SessionState.Failed => "bad",
        _ => "",
    };

    /// <summary>What happened, in one sentence.</summary>
    public string Happened(FailureCode code) => texts[$"Failure.{code}"];

    /// <summary>What to do about it, in one sentence.</summary>
    public string ToDo(FailureCode code) => texts[$"Failure.{code}.Do"];
}
