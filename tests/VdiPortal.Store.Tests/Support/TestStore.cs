using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using VdiPortal.Broker.Ports;
using VdiPortal.Store.Migrations;
using VdiPortal.TestKit.Databases;

namespace VdiPortal.Store.Tests.Support;

/// <summary>A store as a portal has it, on a database of its own. The background services run only when a test starts them.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    /// <summary>Longer than anything here takes, however busy the machine is.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ServiceProvider _services;
    private readonly IAsyncDisposable? _database;
    private readonly DirectoryInfo _folder;
    private readonly List<IHostedService> _started = [];

    private TestStore(string connectionString, IAsyncDisposable? database, string? keyFile)
    {
        ConnectionString = connectionString;
        _database = database;
        _folder = Directory.CreateTempSubdirectory("vdi-store-");
        KeyFile = keyFile ?? Path.Combine(_folder.FullName, "keys", "master.key");
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Time).AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace));
        services.AddVdiStore(options => (options.ConnectionString, options.KeyFile) = (connectionString, KeyFile));
        _services = services.BuildServiceProvider();
    }

    public string ConnectionString { get; }

    public string KeyFile { get; }

    public StillTime Time { get; } = new();

    public RecordingLog Log { get; } = new();

    public IVmStore Vms => Get<IVmStore>();

    public ISessionStore Sessions => Get<ISessionStore>();

    public IHostStore Hosts => Get<IHostStore>();

    public ICatalogStore Catalog => Get<ICatalogStore>();

    public IDesktopStore Desktops => Get<IDesktopStore>();

    public IUserStore Users => Get<IUserStore>();

    public IConsoleStore Consoles => Get<IConsoleStore>();

    public static async Task<TestStore> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync();
        return new TestStore(database.ConnectionString, database, null);
    }

    /// <summary>Another replica on the same database, with the same master key unless told otherwise.</summary>
    public TestStore AddReplica(string? keyFile = null) => new(ConnectionString, null, keyFile ?? KeyFile);

    /// <summary>A store on a database that somebody else keeps.</summary>
    public static TestStore On(string connectionString) => new(connectionString, null, null);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>What looks at schema and key before the portal starts.</summary>
    public StoreGate Gate() => _services.GetServices<IHostedService>().OfType<StoreGate>().Single();

    /// <summary>Starts one of the background services.</summary>
    public async Task<T> StartAsync<T>()
        where T : IHostedService
    {
        var service = _services.GetServices<IHostedService>().OfType<T>().Single();
        await service.StartAsync(CancellationToken.None);
        _started.Add(service);
        return service;
    }

    /// <summary>Runs SQL past the store; answers the first column of the first row.</summary>
    public async Task<T?> SqlAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    /// <summary>Runs SQL past the store.</summary>
    public Task SqlAsync(string sql) => SqlAsync<object>(sql);

    /// <summary>Stops what was started.</summary>
    public async Task StopAsync()
    {
        foreach (var service in _started)
            await service.StopAsync(CancellationToken.None);
        _started.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
