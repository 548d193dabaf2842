using VdiPortal.Vir;

namespace VdiPortal.Host.Slots;

/// <summary>Lets a wish for a VM's end break off what takes long. Thread-safe.</summary>
internal sealed class SlotInterrupt
{
    private readonly Lock _lock = new();
    private SlotStep _step;
    private Action? _cancel;

    /// <summary>Begins a step.</summary>
    /// <returns>What to hold and dispose; null when the wish is not the latest any more, so that the step must not begin.</returns>
    public Scope? Begin(SlotStep step, Wish? wish, SlotState state, CancellationToken also)
    {
        lock (_lock)
        {
            state.Look(out var latest);
            if (!ReferenceEquals(latest, wish))
                return null;

            var scope = new Scope(this, also);
            (_step, _cancel) = (step, scope.Cancel);
            return scope;
        }
    }

    /// <summary>Breaks the present step off if it stands in the way of a new target.</summary>
    public void Consider(WishTarget target)
    {
        lock (_lock)
        {
            if (StandsInTheWay(_step, target))
                _cancel?.Invoke();
        }
    }

    private void Finish()
    {
        lock (_lock)
            (_step, _cancel) = (SlotStep.Wait, null);
    }

    private static bool StandsInTheWay(SlotStep step, WishTarget target) => step switch
    {
        SlotStep.Create => target is WishTarget.ShutDown or WishTarget.Destroy,
        SlotStep.ShutDown => target == WishTarget.Destroy,
        _ => false,
    };

    /// <summary>A step that is being taken.</summary>
    internal sealed class Scope(SlotInterrupt owner, CancellationToken also) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _source = CancellationTokenSource.CreateLinkedTokenSource(also);
        private Task _cancelling = Task.CompletedTask;

        /// <summary>Is cancelled when the step stands in the way.</summary>
        public CancellationToken Token => _source.Token;

        /// <summary>What waits for the token goes on elsewhere: the caller holds locks.</summary>
        public void Cancel() => _cancelling = _source.CancelAsync();

        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            owner.Finish();
            await _cancelling;
            _source.Dispose();
        }
    }
}
