namespace VdiPortal.Broker.Auditing;

/// <summary>How an audited action went.</summary>
public enum AuditOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>Not allowed.</summary>
    Refused,

    /// <summary>Tried, and failed.</summary>
    Failed,
}
