using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using VdiPortal.Vir;
using VdiPortal.Vir.Consoles;

namespace VdiPortal.Host.Tests.Links;

/// <summary>A small portal: a real hub on a unix socket that writes down what hosts say.</summary>
internal sealed class TestPortal : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private TestPortal(string socket)
    {
        Signer = new ConsoleTokenSigner(_key);
        File.Delete(socket);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(socket));
        builder.Services.AddRoutingCore().AddLogging().AddSingleton(this);
        builder.Services.AddSignalR(hub => hub.MaximumReceiveMessageSize = VirProtocol.MaxMessageBytes);
        _app = builder.Build();
        _app.UseRouting();
        _app.MapHub<TestHub>(VirProtocol.Path);
    }

    public Guid HostId { get; } = Guid.NewGuid();

    public ConsoleTokenSigner Signer { get; }

    /// <summary>Everything that hosts called, in order: <c>Hello</c>, lists of statuses with the method's name, <c>Load</c>.</summary>
    public Channel<(string Method, object Message)> Calls { get; } = Channel.CreateUnbounded<(string, object)>();

    /// <summary>What is answered to a full report.</summary>
    public Func<IReadOnlyList<VmStatus>, IReadOnlyList<Wish>> Answer { get; set; } = _ => [];

    /// <summary>Runs before a call is answered; may throw or hang up.</summary>
    public Func<string, HubCallerContext, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public int Version { get; set; } = VirProtocol.Version;

    public ConcurrentDictionary<string, bool> Connections { get; } = new();

    public IVirHost Host => _app.Services.GetRequiredService<IHubContext<TestHub, IVirHost>>().Clients.Client(Connections.Keys.Last());

    public static async Task<TestPortal> StartAsync(string socket)
    {
        var portal = new TestPortal(socket);
        await portal._app.StartAsync();
        return portal;
    }

    /// <summary>The next call of a method; others are passed over.</summary>
    public async Task<T> NextAsync<T>(string method, Func<T, bool>? isIt = null)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        await foreach (var (name, message) in Calls.Reader.ReadAllAsync(limit.Token))
        {
            if (name == method && message is T wanted && (isIt is null || isIt(wanted)))
                return wanted;
        }

        throw new InvalidOperationException("The portal has ended.");
    }

    /// <summary>The next report of a VM in some state.</summary>
    public async Task<VmStatus> NextAsync(Guid vm, VmPower power)
    {
        bool Is(VmStatus status) => status.VmId == vm && status.Power == power;
        var report = await NextAsync<IReadOnlyList<VmStatus>>(nameof(IVirPortal.Report), statuses => statuses.Any(Is));
        return report.Last(Is);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _key.Dispose();
    }
}
