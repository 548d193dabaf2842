namespace VdiPortal.Store;

/// <summary>What the store needs to know.</summary>
public sealed class StoreOptions
{
    /// <summary>The configuration section that the messages name.</summary>
    public const string Section = "Vdi:Store";

    /// <summary>Npgsql connection string; of a unix socket, <c>Host</c> is its directory. The user must own the database.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// Absolute path of the file with the master key, which encrypts the secrets in the database. It is made at the first start (mode 0600)
    /// and belongs into the backup, but not beside the database's. All replicas need the same.
    /// </summary>
    public string KeyFile { get; set; } = "";
}
