using Microsoft.Extensions.Logging;
using VdiPortal.Hypervisor;

namespace VdiPortal.Host.Capacity;

/// <summary>Whether this machine can run VMs, looked at again from time to time while it cannot.</summary>
internal sealed partial class HypervisorHealth(IHypervisor hypervisor, TimeProvider time, ILogger<HypervisorHealth> log)
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(30);

    private const int MaxProblemLength = 200;

    private volatile HypervisorInfo? _info;
    private volatile string? _problem;

    /// <summary>What stops it from running VMs, in words that say what to do, or null.</summary>
    public string? Problem => _problem;

    /// <summary>Hypervisor, version and accelerator in words.</summary>
    public string Description => _info is { } info ? $"QEMU {info.Version}, {(info.Accelerator == Accelerator.Kvm ? "KVM" : "TCG")}" : "QEMU";

    /// <summary>Probes once.</summary>
    public async Task ProbeAsync(CancellationToken cancellation)
    {
        var probe = await hypervisor.ProbeAsync(cancellation);
        if (probe.Succeeded)
        {
            (_info, _problem) = (probe.Value, null);
            LogHealthy(Description, probe.Value.AcceleratorReason);
            return;
        }

        var message = probe.Failure.Message;
        _problem = message.Length > MaxProblemLength ? message[..MaxProblemLength] : message;
        LogProblem(message);
    }

    /// <summary>Probes again until all is well.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(ProbeInterval, time);
        while (_problem is not null && await timer.WaitForNextTickAsync(cancellation))
            await ProbeAsync(cancellation);
    }

    [LoggerMessage(4101, LogLevel.Information, "VMs run on {Hypervisor}: {Reason}")]
    private partial void LogHealthy(string hypervisor, string reason);

    [LoggerMessage(4102, LogLevel.Error, "This machine cannot run VMs: {Problem}")]
    private partial void LogProblem(string problem);
}
