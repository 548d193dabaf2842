using VdiPortal.Vir;

namespace VdiPortal.Host.Reports;

/// <summary>Keeps a full report within the size of a message.</summary>
internal static class StatusSize
{
    /// <summary>Bytes of a status without its detail, at most.</summary>
    private const int Head = 200;

    /// <summary>Bytes that a character may take in JSON, at most.</summary>
    private const int PerCharacter = 6;

    /// <summary>The statuses, without their technical details if they would be too long with them.</summary>
    public static IReadOnlyList<VmStatus> Fit(IReadOnlyList<VmStatus> statuses)
    {
        var bytes = statuses.Sum(status => Head + ((status.FailureDetail?.Length ?? 0) * (long)PerCharacter));
        return bytes < VirProtocol.MaxMessageBytes ? statuses : [.. statuses.Select(status => status with { FailureDetail = null })];
    }
}
