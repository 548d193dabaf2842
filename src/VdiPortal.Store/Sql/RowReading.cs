using Npgsql;
using VdiPortal.Broker.Failures;

namespace VdiPortal.Store.Sql;

/// <summary>Reads columns in the broker's types.</summary>
internal static class RowReading
{
    /// <summary>The rest of the rows of the present result.</summary>
    public static async Task<IReadOnlyList<T>> ReadRowsAsync<T>(
        this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> map, CancellationToken cancellation)
    {
        List<T> rows = [];
        while (await reader.ReadAsync(cancellation))
            rows.Add(map(reader));
        return rows;
    }

    public static DateTimeOffset GetTime(this NpgsqlDataReader reader, int column) => reader.GetFieldValue<DateTimeOffset>(column);

    public static DateTimeOffset? GetTimeOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetTime(column);

    public static Guid? GetGuidOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);

    public static string? GetStringOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    public static int? GetInt32OrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    public static double? GetDoubleOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetDouble(column);

    public static TEnum GetEnum<TEnum>(this NpgsqlDataReader reader, int column)
        where TEnum : struct, Enum => Enum.Parse<TEnum>(reader.GetString(column));

    /// <summary>A failure from its code and the detail in the column after it.</summary>
    public static Failure? GetFailureOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new Failure(reader.GetEnum<FailureCode>(column), reader.GetStringOrNull(column + 1));
}
