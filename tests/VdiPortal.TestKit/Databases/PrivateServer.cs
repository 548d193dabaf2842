namespace VdiPortal.TestKit.Databases;

/// <summary>A PostgreSQL server for one test alone, which may stop it, kill it and start it again ("database gone").</summary>
public sealed class PrivateServer : IAsyncDisposable
{
    private readonly string directory;

    private PrivateServer(string directory, string connectionString)
    {
        this.directory = directory;
        ConnectionString = connectionString;
    }

    /// <summary>Connects to the maintenance database as a superuser; the same before and after a restart.</summary>
    public string ConnectionString { get; }

    /// <summary>Makes an empty server and starts it: about a second.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message says why.</exception>
    public static async Task<PrivateServer> StartNewAsync()
    {
        // Short, because a unix socket's path must fit in 107 bytes.
        var directory = Path.Combine(Path.GetTempPath(), $"vdi-pg-{Guid.NewGuid().ToString("N")[..8]}");
        return new PrivateServer(directory, await TestServer.StartAsync(directory));
    }

    /// <summary>Starts it again after <see cref="CrashAsync"/>; data that was committed is there again.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message says why.</exception>
    public Task StartAsync() => TestServer.StartAsync(directory);

    /// <summary>Ends the server as a crash would: no farewell to its clients, no checkpoint. Answers when it is gone.</summary>
    /// <exception cref="InvalidOperationException">It did not end; the message says why.</exception>
    public Task CrashAsync() => TestServer.CrashAsync(directory);

    /// <summary>Ends the server and removes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        await CrashAsync();
        Directory.Delete(directory, recursive: true);
    }
}
