using Npgsql;
using NpgsqlTypes;
using VdiPortal.Broker.Failures;

namespace VdiPortal.Store.Sql;

/// <summary>One SQL statement with its parameters. Made for one use.</summary>
internal sealed class Statement(string sql)
{
    private readonly List<NpgsqlParameter> _parameters = [];

    /// <summary>Whether its rows matter; not so for a lock or a setting that goes before others.</summary>
    public bool IsRead { get; private init; } = true;

    /// <summary>A statement that is run for its effect and whose rows nobody reads.</summary>
    public static Statement Unread(string sql) => new(sql) { IsRead = false };

    public Statement With(string name, Guid? value) => Add(name, NpgsqlDbType.Uuid, value);

    public Statement With(string name, string? value) => Add(name, NpgsqlDbType.Text, StorableText.Of(value));

    public Statement With(string name, bool value) => Add(name, NpgsqlDbType.Boolean, value);

    public Statement With(string name, int? value) => Add(name, NpgsqlDbType.Integer, value);

    public Statement With(string name, long? value) => Add(name, NpgsqlDbType.Bigint, value);

    public Statement With(string name, double? value) => Add(name, NpgsqlDbType.Double, value);

    public Statement With(string name, TimeSpan? value) => Add(name, NpgsqlDbType.Interval, value);

    public Statement With(string name, DateTimeOffset? value) => Add(name, NpgsqlDbType.TimestampTz, value?.ToUniversalTime());

    public Statement With(string name, byte[] value) => Add(name, NpgsqlDbType.Bytea, value);

    public Statement With(string name, Guid[] values) => Add(name, NpgsqlDbType.Array | NpgsqlDbType.Uuid, values);

    public Statement With(string name, int[] values) => Add(name, NpgsqlDbType.Array | NpgsqlDbType.Integer, values);

    public Statement With(string name, long[] values) => Add(name, NpgsqlDbType.Array | NpgsqlDbType.Bigint, values);

    public Statement With(string name, int?[] values) => Add(name, NpgsqlDbType.Array | NpgsqlDbType.Integer, values);

    public Statement With(string name, IEnumerable<string?> values) =>
        Add(name, NpgsqlDbType.Array | NpgsqlDbType.Text, values.Select(value => StorableText.Of(value)).ToArray());

    /// <summary>Binds the name of an enum's value.</summary>
    public Statement With<TEnum>(string name, TEnum value)
        where TEnum : struct, Enum => Add(name, NpgsqlDbType.Text, value.ToString());

    /// <summary>Binds <c>name_code</c> and <c>name_detail</c>.</summary>
    public Statement With(string name, Failure? failure) =>
        With($"{name}_code", failure?.Code.ToString()).With($"{name}_detail", failure?.Detail);

    /// <summary>Binds a document as <c>jsonb</c>.</summary>
    public Statement WithJson(string name, string? json) => Add(name, NpgsqlDbType.Jsonb, json);

    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in _parameters)
            command.Parameters.Add(parameter.Clone());
        return command;
    }

    private Statement Add(string name, NpgsqlDbType type, object? value)
    {
        _parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });
        return this;
    }
}
