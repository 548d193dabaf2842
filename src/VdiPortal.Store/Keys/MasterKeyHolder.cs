using Microsoft.Extensions.Options;
using Npgsql;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Keys;

/// <summary>
/// The installation's master key. It is made at the very first start; from then on the database remembers its fingerprint, and no other
/// key is used with it. All replicas need the same file.
/// </summary>
internal sealed class MasterKeyHolder(Database database, IOptions<StoreOptions> options)
{
    private readonly Lock _lock = new();
    private readonly MasterKeyFile _file = new(options.Value.KeyFile);
    private MasterKey? _key;

    /// <summary>The key; read once. Without await, because the key ring's interfaces know none.</summary>
    /// <exception cref="MasterKeyException">The file is missing, damaged, or another installation's.</exception>
    public MasterKey Get()
    {
        lock (_lock)
            return _key ??= Load();
    }

    private MasterKey Load()
    {
        using var connection = database.OpenConnection();
        var expected = ReadFingerprint(connection);
        if (expected is not null && !_file.Exists)
            throw new MasterKeyException($"The master key {options.Value.KeyFile} is missing, but the database holds secrets that were encrypted with it. {Remedy(expected)}");

        var isNew = !_file.Exists && _file.Make();
        var key = _file.Read();
        expected ??= Remember(connection, key.Fingerprint);
        if (expected == key.Fingerprint)
            return key;

        if (isNew)
            _file.TakeBack();
        throw new MasterKeyException(
            $"The master key {options.Value.KeyFile} (fingerprint {key.Fingerprint}) is not the one that the database's secrets were encrypted with. {Remedy(expected)}");
    }

    private static string Remedy(string fingerprint) =>
        $"Restore the file with the fingerprint {fingerprint}: from a backup of the data directory, or from another replica of this installation.";

    private static string? ReadFingerprint(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT fingerprint FROM master_key", connection);
        return (string?)command.ExecuteScalar();
    }

    /// <summary>Writes the fingerprint down; answers the one that stands, which may be another replica's.</summary>
    private static string Remember(NpgsqlConnection connection, string fingerprint)
    {
        using var command = new NpgsqlCommand("INSERT INTO master_key (fingerprint) VALUES ($1) ON CONFLICT DO NOTHING", connection);
        command.Parameters.AddWithValue(fingerprint);
        command.ExecuteNonQuery();
        return ReadFingerprint(connection)!;
    }
}
