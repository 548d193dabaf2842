using Npgsql;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Desktops;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Sessions;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Sessions;

/// <summary>A row of <c>sessions</c>, named <c>session</c> in the statement.</summary>
internal static class SessionRow
{
    public const string Columns = """
        session.id, session.user_id, session.user_name, session.module_id, session.module_version, session.module_title,
        session.state, session.stage, session.progress, session.desktop_id, session.failure_code, session.failure_detail,
        session.warm, session.claimed_ms, session.running_ms, session.console_ms, session.first_frame_ms,
        session.requested_at, session.running_at, session.last_input_at, session.ended_at, session.version
        """;

    public static Session Read(NpgsqlDataReader row) => new(
        new SessionId(row.GetGuid(0)),
        new UserId(row.GetGuid(1)),
        row.GetString(2),
        new ModuleId(row.GetGuid(3)),
        row.GetInt32(4),
        row.GetString(5),
        row.GetEnum<SessionState>(6),
        row.GetEnum<LaunchStage>(7),
        row.GetInt32(8),
        row.GetGuidOrNull(9) is { } desktop ? new DesktopId(desktop) : null,
        row.GetFailureOrNull(10),
        new LaunchTrace(
            row.GetBoolean(12), row.GetDoubleOrNull(13), row.GetDoubleOrNull(14), row.GetDoubleOrNull(15), row.GetDoubleOrNull(16)),
        row.GetTime(17),
        row.GetTimeOrNull(18),
        row.GetTime(19),
        row.GetTimeOrNull(20),
        row.GetInt64(21));
}
