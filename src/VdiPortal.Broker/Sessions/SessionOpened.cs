namespace VdiPortal.Broker.Sessions;

/// <summary>What came of opening a session.</summary>
/// <param name="Session">The session now open for this request or module; null when the user has no free place.</param>
/// <param name="IsNew">False when it was already there.</param>
/// <param name="Others">The user's other active sessions, when there was no place.</param>
public sealed record SessionOpened(Session? Session, bool IsNew, IReadOnlyList<Session> Others);
