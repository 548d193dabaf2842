using Microsoft.AspNetCore.SignalR.Client;
using VdiPortal.Vir;

namespace VdiPortal.Host.Links;

/// <summary>The portal as seen through a hub connection. An answer that takes longer than <see cref="AnswerTimeout"/> counts as a broken connection.</summary>
internal sealed class VirPortalProxy(HubConnection connection, TimeProvider time, CancellationToken cancellation) : IVirPortal
{
    /// <summary>How long the portal may take to answer.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public Task<Welcome> Register(Hello hello) =>
        CallAsync(token => connection.InvokeAsync<Welcome>(nameof(IVirPortal.Register), hello, token));

    /// <inheritdoc/>
    public Task<IReadOnlyList<Wish>> Reconcile(IReadOnlyList<VmStatus> vms) =>
        CallAsync(token => connection.InvokeAsync<IReadOnlyList<Wish>>(nameof(IVirPortal.Reconcile), vms, token));

    /// <inheritdoc/>
    public Task Report(IReadOnlyList<VmStatus> vms) => CallAsync(token => connection.InvokeAsync<object?>(nameof(IVirPortal.Report), vms, token));

    /// <inheritdoc/>
    public Task KeepAlive(Load load) => CallAsync(token => connection.InvokeAsync<object?>(nameof(IVirPortal.KeepAlive), load, token));

    private async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call)
    {
        using var timeout = new CancellationTokenSource(AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return await call(either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"The portal has not answered for {AnswerTimeout.TotalSeconds} seconds.");
        }
    }
}
