using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging;
using Npgsql;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Keys;

/// <summary>
/// The key ring in PostgreSQL, shared by all replicas. Each row is sealed under its name: whoever can write to the database alone
/// cannot slip a key of their own in, nor prolong or swap one.
/// </summary>
internal sealed partial class KeyRingRepository(Database database, MasterKeyHolder keys, ILogger<KeyRingRepository> log) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var key = keys.Get();
        using var connection = database.OpenConnection();
        using var command = new NpgsqlCommand("SELECT name, xml, seal FROM data_protection_keys ORDER BY created_at, name", connection);
        using var reader = command.ExecuteReader();
        List<XElement> elements = [];
        while (reader.Read())
        {
            var (name, xml) = (reader.GetString(0), reader.GetString(1));
            if (key.IsSealed(Purpose(name), xml, reader.GetFieldValue<byte[]>(2)))
                elements.Add(XElement.Parse(xml));
            else
                LogAltered(name);
        }

        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        var xml = element.ToString(SaveOptions.DisableFormatting);
        using var connection = database.OpenConnection();
        using var command = new NpgsqlCommand(
            """
            INSERT INTO data_protection_keys (name, xml, seal) VALUES ($1, $2, $3)
            ON CONFLICT (name) DO UPDATE SET xml = excluded.xml, seal = excluded.seal
            """,
            connection);
        command.Parameters.AddWithValue(friendlyName);
        command.Parameters.AddWithValue(xml);
        command.Parameters.AddWithValue(keys.Get().Seal(Purpose(friendlyName), xml));
        command.ExecuteNonQuery();
    }

    private static string Purpose(string name) => $"key ring:{name}";

    [LoggerMessage(2010, LogLevel.Error, "The key {Name} of the key ring was altered from outside; it is left out")]
    private partial void LogAltered(string name);
}
