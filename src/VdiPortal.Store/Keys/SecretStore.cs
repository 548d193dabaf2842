using VdiPortal.Broker.Ports;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Keys;

/// <summary>Secrets in PostgreSQL, encrypted with the master key.</summary>
internal sealed class SecretStore(Database database, MasterKeyHolder keys) : ISecretStore
{
    public async Task<byte[]> GetOrAddAsync(string name, Func<byte[]> make, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(make);
        var key = keys.Get();
        if (await FindAsync(name, cancellation) is { } present)
            return key.Decrypt(Purpose(name), present);

        // Somebody else may be faster; then that one's secret is read.
        await database.ExecuteAsync(
            new Statement("INSERT INTO secrets (name, ciphertext) VALUES (@name, @ciphertext) ON CONFLICT DO NOTHING")
                .With("name", name)
                .With("ciphertext", key.Encrypt(Purpose(name), make())),
            cancellation);
        return key.Decrypt(Purpose(name), (await FindAsync(name, cancellation))!);
    }

    private static string Purpose(string name) => $"secret:{name}";

    private Task<byte[]?> FindAsync(string name, CancellationToken cancellation) =>
        database.FindAsync(
            new Statement("SELECT ciphertext FROM secrets WHERE name = @name").With("name", name),
            row => row.GetFieldValue<byte[]>(0),
            cancellation);
}
