using System.Collections.Concurrent;
using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Hypervisor.Tests.Ready;

/// <summary>A machine on which things hold when a test says so.</summary>
internal sealed class FakeReadySource : IReadySource
{
    private readonly ConcurrentDictionary<object, TaskCompletionSource> _things = new();
    private readonly ConcurrentQueue<string> _heard = new();

    /// <summary>Whether a wait for a marker was given up.</summary>
    public bool WasCancelled { get; private set; }

    /// <summary>What the machine was told to do on its way.</summary>
    public IEnumerable<string> Heard => _heard;

    /// <summary>Makes a point hold.</summary>
    public void Hold(ReadyPoint point) => Of(point).SetResult();

    /// <summary>Lets the machine arrive at a place.</summary>
    public void Arrive(BootStage stage) => Of(stage).SetResult();

    /// <summary>Makes the way to a place fail.</summary>
    public void Break(BootStage stage) => Of(stage).SetException(new IOException("broken"));

    public Task StopAtAsync(BootStage stage, CancellationToken cancellationToken)
    {
        _heard.Enqueue($"stop at {stage}");
        return Of(stage).Task.WaitAsync(cancellationToken);
    }

    public Task GoOnAsync(CancellationToken cancellationToken)
    {
        _heard.Enqueue("go on");
        return Task.CompletedTask;
    }

    public Task LetPassAsync(CancellationToken cancellationToken)
    {
        _heard.Enqueue("let pass");
        return Task.CompletedTask;
    }

    public async Task MarkerAsync(MarkerPoint marker, CancellationToken cancellationToken)
    {
        try
        {
            await Of(marker).Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            WasCancelled = true;
            throw;
        }
    }

    public Task GuestAnswersAsync(CancellationToken cancellationToken) => Of(new GuestAgentPoint()).Task.WaitAsync(cancellationToken);

    public Task ProcessRunsAsync(ProcessPoint process, CancellationToken cancellationToken) => Of(process).Task.WaitAsync(cancellationToken);

    public Task PortListensAsync(PortPoint port, CancellationToken cancellationToken) => Of(port).Task.WaitAsync(cancellationToken);

    public Task ConnectionsReachedAsync(ConnectionsPoint connections, CancellationToken cancellationToken) => Of(connections).Task.WaitAsync(cancellationToken);

    public Task ScreenStillAsync(TimeSpan duration, CancellationToken cancellationToken) =>
        Of(new StillPoint(duration.TotalSeconds)).Task.WaitAsync(cancellationToken);

    public Task CpuQuietAsync(CpuPoint cpu, CancellationToken cancellationToken) => Of(cpu).Task.WaitAsync(cancellationToken);

    private TaskCompletionSource Of(object thing) => _things.GetOrAdd(thing, _ => new TaskCompletionSource());
}
