using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using VdiPortal.Broker.Changes;

namespace VdiPortal.Store.Changes;

/// <summary>Reads what the outbox has beyond the position and publishes what was not published yet.</summary>
internal sealed class ChangeOutbox(ChangeFeed feed, TimeProvider time)
{
    /// <summary>How long rows stay in the outbox.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(1);

    /// <summary>After an interruption this long, or with more rows than this, everybody reads everything anew.</summary>
    private static readonly TimeSpan LongestGap = Retention / 2;

    private const int MostRows = 20_000;

    private readonly ChangePosition _position = new();
    private long _lookedAt;

    /// <summary>Publishes a notice that arrived by NOTIFY.</summary>
    public void Take(ChangeNotice notice)
    {
        if (_position.Take(notice))
            feed.Publish(notice);
    }

    /// <summary>Looks at the outbox. The connection must be listening already, so that nothing falls between.</summary>
    public async Task LookAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var since = time.GetElapsedTime(_lookedAt) < LongestGap ? _position.Horizon : null;
        var (horizon, rows) = await ReadAsync(connection, since, cancellation);
        _lookedAt = time.GetTimestamp();

        // A younger horizon than before: this is another server, or one restored from a backup.
        if (since is null || horizon < since || rows.Count > MostRows)
        {
            _position.MoveTo(horizon, []);
            feed.PublishResync();
            return;
        }

        foreach (var row in rows.Where(row => _position.Take(row.Notice)))
            feed.Publish(row.Notice);
        _position.MoveTo(horizon, rows.Where(row => row.ComesAgain).Select(row => row.Notice.Sequence));
    }

    private static async Task<(ulong Horizon, List<(ChangeNotice Notice, bool ComesAgain)> Rows)> ReadAsync(
        NpgsqlConnection connection, ulong? since, CancellationToken cancellation)
    {
        // One statement, so that horizon and rows are of one snapshot.
        await using var command = new NpgsqlCommand(
            """
            WITH present AS (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS horizon)
            SELECT present.horizon::text, change.sequence, change.topic, change.id, change.scope, change.xid >= present.horizon
            FROM present LEFT JOIN changes change ON change.xid >= $1::text::xid8
            ORDER BY change.sequence
            LIMIT $2
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter
        {
            NpgsqlDbType = NpgsqlDbType.Text,
            Value = since is { } value ? value.ToString(CultureInfo.InvariantCulture) : DBNull.Value,
        });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostRows + 1 });

        var horizon = 0UL;
        List<(ChangeNotice, bool)> rows = [];
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            horizon = ulong.Parse(reader.GetString(0), CultureInfo.InvariantCulture);
            if (!reader.IsDBNull(1) && ChangePayload.Topic(reader.GetString(2)) is { } topic)
                rows.Add((new ChangeNotice(reader.GetInt64(1), topic, reader.GetGuid(3), reader.GetGuid(4)), reader.GetBoolean(5)));
        }

        return (horizon, rows);
    }
}
