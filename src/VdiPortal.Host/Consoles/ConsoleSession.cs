using VdiPortal.Vir.Consoles;

namespace VdiPortal.Host.Consoles;

/// <summary>One open console connection.</summary>
/// <param name="token">What allowed it.</param>
internal sealed class ConsoleSession(ConsoleToken token)
{
    private readonly TaskCompletionSource<ConsoleEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What allowed it.</summary>
    public ConsoleToken Token => token;

    /// <summary>Completes when it shall end, with the reason.</summary>
    public Task<ConsoleEnd> Ending => _end.Task;

    /// <summary>Ends it; the first reason stays.</summary>
    public void End(ConsoleEnd end) => _end.TrySetResult(end);
}
