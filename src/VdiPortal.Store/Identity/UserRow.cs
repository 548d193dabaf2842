using Npgsql;
using VdiPortal.Broker.Identity;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Identity;

/// <summary>A row of <c>users</c>, named <c>account</c> in the statement.</summary>
internal static class UserRow
{
    public const string Columns =
        "account.id, account.name, account.display_name, account.role, account.disabled, account.created_at, account.last_sign_in_at";

    /// <summary>How many columns these are: where the columns of a row beside it begin.</summary>
    public const int Count = 7;

    public static User Read(NpgsqlDataReader row) => new(
        new UserId(row.GetGuid(0)),
        row.GetString(1),
        row.GetString(2),
        row.GetEnum<Role>(3),
        row.GetBoolean(4),
        row.GetTime(5),
        row.GetTimeOrNull(6));

    /// <summary>A sign-in name in the form that is compared.</summary>
    public static string Key(string name) => StorableText.Of(name)!.Normalize().ToUpperInvariant();
}
