using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Desktops;
using VdiPortal.Broker.Sessions;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Sessions;

internal sealed partial class SessionStore
{
    private const string Open = """
        WITH free AS (
            SELECT place FROM generate_series(1, @places) place
            WHERE NOT EXISTS (SELECT FROM sessions WHERE user_id = @user AND active AND sessions.place = place.place)
                AND (SELECT count(*) FROM sessions WHERE user_id = @user AND active) < @places
                AND NOT EXISTS (SELECT FROM sessions WHERE user_id = @user AND (request_id = @request OR active AND module_id = @module))
            ORDER BY place
            LIMIT 1
        ), desktop AS (
            INSERT INTO desktops (
                id, user_id, module_id, module_version, template_id, template_version, created_at, last_used_at)
            SELECT @new_desktop, @user, @module, @version, machine.template_id, machine.template_version, @at, @at
            FROM free, module_machines machine
            WHERE @kept AND machine.module_id = @module AND machine.module_version = @version AND machine.position = 0
            -- A desktop that never had a home goes along with the module; so it is found as well as made.
            ON CONFLICT (user_id, module_id) DO UPDATE SET
                module_version = CASE WHEN desktops.home_host IS NULL THEN excluded.module_version ELSE desktops.module_version END,
                template_id = CASE WHEN desktops.home_host IS NULL THEN excluded.template_id ELSE desktops.template_id END,
                template_version = CASE WHEN desktops.home_host IS NULL THEN excluded.template_version ELSE desktops.template_version END
            RETURNING id
        )
        INSERT INTO sessions (
            id, request_id, user_id, user_name, sign_in_id, module_id, module_version, module_title,
            state, stage, progress, place, desktop_id, requested_at, last_input_at)
        SELECT
            @id, @request, users.id, users.name, @sign_in, module.module_id, module.version, module.title,
            'Starting', 'Queued', 0, free.place, (SELECT id FROM desktop), @at, @at
        FROM free, users, module_versions module
        WHERE users.id = @user AND module.module_id = @module AND module.version = @version
        """;

    private const string Found = $"""
        SELECT {SessionRow.Columns}, session.request_id, session.xmin = pg_current_xact_id()::xid AS is_new
        FROM sessions session
        WHERE session.user_id = @user AND (session.active OR session.request_id = @request)
        ORDER BY session.requested_at DESC, session.id DESC
        """;

    private const int RequestColumn = 22;
    private const int IsNewColumn = 23;

    public async Task<SessionOpened> OpenAsync(SessionOpening opening, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(opening);

        // One opening at a time for a user: the statement after this one sees what the opening before it made.
        var lockUser = Statement.Unread("SELECT FROM users WHERE id = @user FOR NO KEY UPDATE").With("user", opening.UserId.Value);
        var found = new Statement(Found).With("user", opening.UserId.Value).With("request", opening.RequestId);
        var rows = await database.ListAsync(
            [lockUser, Insert(opening), found],
            row => (Session: SessionRow.Read(row), Request: row.GetGuid(RequestColumn), IsNew: row.GetBoolean(IsNewColumn)),
            cancellation);
        var open = rows.FirstOrDefault(row => row.Request == opening.RequestId) is { Session: not null } same
            ? same
            : rows.FirstOrDefault(row => row.Session.ModuleId == opening.ModuleId);
        if (open.Session is null && rows.Count < opening.Places)
            throw new InvalidOperationException($"There is no user {opening.UserId} or no version {opening.ModuleVersion} of module {opening.ModuleId}.");
        return open.Session is null
            ? new SessionOpened(null, false, [.. rows.Select(row => row.Session)])
            : new SessionOpened(open.Session, open.IsNew, []);
    }

    private static Statement Insert(SessionOpening opening) => new Statement(Open)
        .With("id", opening.Id.Value)
        .With("request", opening.RequestId)
        .With("user", opening.UserId.Value)
        .With("sign_in", opening.SignInId?.Value)
        .With("module", opening.ModuleId.Value)
        .With("version", opening.ModuleVersion)
        .With("kept", opening.Persistence == Persistence.Kept)
        .With("new_desktop", DesktopId.New().Value)
        .With("places", opening.Places)
        .With("at", opening.RequestedAt);
}
