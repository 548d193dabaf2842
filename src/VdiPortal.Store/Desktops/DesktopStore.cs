using Npgsql;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Desktops;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Templates;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Desktops;

/// <summary>Kept desktops in PostgreSQL. They are made when a session is opened.</summary>
internal sealed class DesktopStore(Database database) : IDesktopStore
{
    private const string Select = """
        SELECT id, user_id, module_id, module_version, template_id, template_version, home_host, has_disk, created_at, last_used_at
        FROM desktops
        """;

    public Task<Desktop?> GetAsync(DesktopId id, CancellationToken cancellation) =>
        database.FindAsync(new Statement($"{Select} WHERE id = @id").With("id", id.Value), Read, cancellation);

    public Task<IReadOnlyList<Desktop>> ListOfUserAsync(UserId user, CancellationToken cancellation) =>
        database.ListAsync(
            new Statement($"{Select} WHERE user_id = @user ORDER BY created_at, id").With("user", user.Value), Read, cancellation);

    public Task MarkUsedAsync(DesktopId id, DateTimeOffset at, CancellationToken cancellation) =>
        database.ExecuteAsync(
            new Statement("UPDATE desktops SET has_disk = true, last_used_at = greatest(last_used_at, @at) WHERE id = @id")
                .With("id", id.Value)
                .With("at", at),
            cancellation);

    private static Desktop Read(NpgsqlDataReader row) => new(
        new DesktopId(row.GetGuid(0)),
        new UserId(row.GetGuid(1)),
        new ModuleId(row.GetGuid(2)),
        row.GetInt32(3),
        new TemplateVersionId(new TemplateId(row.GetGuid(4)), row.GetInt32(5)),
        row.GetGuidOrNull(6) is { } home ? new HostId(home) : null,
        row.GetBoolean(7),
        row.GetTime(8),
        row.GetTime(9));
}
