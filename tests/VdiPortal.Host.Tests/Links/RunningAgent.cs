using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VdiPortal.Host.Slots;
using VdiPortal.Hypervisor;

namespace VdiPortal.Host.Tests.Links;

/// <summary>The whole agent as an application hosts it.</summary>
internal sealed class RunningAgent : IAsyncDisposable
{
    private readonly IHost _host;

    private RunningAgent(DirectoryInfo directory, IHypervisor hypervisor, TimeProvider? time)
    {
        Directory = directory;
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(hypervisor).AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddVdiHost(options =>
        {
            (options.DataDirectory, options.RunDirectory) = (directory.FullName, directory.FullName);
            (options.Name, options.Slots, options.MemoryMiB, options.Site) = ("test-host", 12, 4_096, "Bonn");
            options.Labels.Add("quiet");
        });
        _host = builder.Build();
    }

    public DirectoryInfo Directory { get; }

    public string PortalSocket => Path.Combine(Directory.FullName, "portal.sock");

    public string ConsoleSocket => Path.Combine(Directory.FullName, "console.sock");

    public SlotEngine Engine => Get<SlotEngine>();

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public static RunningAgent Create(IHypervisor hypervisor, TimeProvider? time = null, DirectoryInfo? directory = null) =>
        new(directory ?? System.IO.Directory.CreateTempSubdirectory("vdi-"), hypervisor, time);

    public async Task<RunningAgent> StartAsync()
    {
        await _host.StartAsync();
        return this;
    }

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }
}
