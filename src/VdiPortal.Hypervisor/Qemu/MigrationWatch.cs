using VdiPortal.Hypervisor.Qmp;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>Waits for the end of a migration, which QEMU tells by events (capability <c>events</c>).</summary>
internal sealed class MigrationWatch : IQemuMonitorOwner
{
    private readonly TaskCompletionSource<string> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Takes an event in.</summary>
    public void OnEvent(QmpEvent happened)
    {
        if (happened.Name == "MIGRATION" && happened.Text("status") is "completed" or "failed" or "cancelled")
        {
            _end.TrySetResult(happened.Text("status")!);
        }
    }

    void IQemuMonitorOwner.OnUnreachable(QmpError error) => _end.TrySetResult(error.Description);

    Task IQemuMonitorOwner.OnReconnectedAsync(CancellationToken cancellationToken)
    {
        _end.TrySetResult("the monitor's connection broke meanwhile.");
        return Task.CompletedTask;
    }

    /// <summary>Waits.</summary>
    /// <param name="exit">Completes when QEMU has ended.</param>
    /// <param name="patience">How long.</param>
    /// <param name="time">Measures it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when it completed, else why it did not.</returns>
    public async Task<string?> WaitAsync(Task exit, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAny(_end.Task, exit).WaitAsync(patience, time, cancellationToken);
            return !_end.Task.IsCompleted ? "QEMU ended." : await _end.Task is "completed" ? null : $"The transfer {await _end.Task}.";
        }
        catch (TimeoutException)
        {
            return $"The transfer did not end within {patience.TotalSeconds:0.#} s.";
        }
    }
}
