using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using VdiPortal.Hypervisor;
using VdiPortal.Portal.Composition;
using VdiPortal.TestKit.Databases;

namespace VdiPortal.Portal.Tests.Support;

/// <summary>The whole portal in this process: real Kestrel, real PostgreSQL, the embedded host agent, real QEMU. Nothing of it is left at the end.</summary>
internal sealed class TestPortal : IAsyncDisposable
{
    /// <summary>The address that browsers are told to use. The tests speak to <see cref="Address"/>, as a proxy would.</summary>
    public const string Origin = "http://portal.test";

    private readonly TestPortalOptions _options;
    private readonly TestDatabase? _ownDatabase;
    private readonly string _tag = Guid.NewGuid().ToString("N")[..8];
    private WebApplication _app = null!;

    private TestPortal(TestPortalOptions options, TestDatabase? ownDatabase)
    {
        _options = options;
        _ownDatabase = ownDatabase;
        Data = Path.Combine(options.DataParent ?? Path.GetTempPath(), $"vdi-p-{_tag}");
        Run = Path.Combine(Path.GetTempPath(), $"vdi-r-{_tag}");
        Directory.CreateDirectory(Data);
        Directory.CreateDirectory(Run);
    }

    /// <summary>The data directory.</summary>
    public string Data { get; }

    /// <summary>The run directory.</summary>
    public string Run { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; set; } = null!;

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>What it has logged as an error.</summary>
    public ErrorLog Errors { get; } = new();

    /// <summary>Its database.</summary>
    public string Database => _options.Database ?? _ownDatabase!.ConnectionString;

    /// <summary>The settings that make it this portal, as arguments of the executable.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        $"--Vdi:DataDirectory={Data}", $"--Vdi:RunDirectory={Run}", "--Vdi:Listen=http://127.0.0.1:0", $"--Vdi:PublicUrl={Origin}",
        $"--Vdi:Store:ConnectionString={Database}", $"--Vdi:Host:Slots={_options.Slots}", "--Vdi:Host:MemoryMiB=65536", "--Vdi:Qemu:TranslationCacheMiB=32",
        "--environment=Production", "--Logging:LogLevel:Default=Error", .. _options.Settings.Select(setting => "--" + setting),
    ];

    /// <summary>Starts one.</summary>
    public static async Task<TestPortal> StartAsync(TestPortalOptions? options = null)
    {
        options ??= new TestPortalOptions();
        var portal = new TestPortal(options, options.Database is null ? await TestDatabase.CreateAsync() : null);
        await portal.UpAsync();
        return portal;
    }

    /// <summary>Starts it, again if it was stopped, and waits until its agent has joined.</summary>
    public async Task UpAsync()
    {
        var builder = PortalProgram.CreateBuilder([.. Arguments]);
        builder.Logging.ClearProviders().AddProvider(Errors);
        if (_options.Time is { } time)
            builder.Services.AddSingleton(time);
        var settings = PortalOptions.From(builder.Configuration);
        Assert.Empty(settings.Problems());
        _app = PortalProgram.Build(builder, settings, embeddedAgent: true);
        await PortalRun.StartAsync(_app, settings);
        var addresses = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = new Uri(addresses.Single(address => address.StartsWith("http://127", StringComparison.Ordinal)));
        using var http = NewClient();
        await Patience.UntilAsync("the portal is ready", async () => (await http.GetAsync("/health/ready")).IsSuccessStatusCode);
    }

    /// <summary>Stops it as Ctrl-C does; its VMs go on.</summary>
    public async Task DownAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>A client that follows no redirection and keeps no cookies.</summary>
    public HttpClient NewClient(string? token = null)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, Expect100ContinueTimeout = Patience.Limit }) { BaseAddress = Address, Timeout = Patience.Limit };
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <summary>Asks the database.</summary>
    public async Task ExecuteAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        var hypervisor = Services.GetRequiredService<IHypervisor>();
        foreach (var machine in hypervisor.Machines.ToList())
            await machine.DestroyAsync();
        await _app.DisposeAsync();
        Assert.Empty(Processes.With(Run));
        if (_ownDatabase is not null)
            await _ownDatabase.DisposeAsync();
        Directory.Delete(Data, recursive: true);
        Directory.Delete(Run, recursive: true);
    }
}
