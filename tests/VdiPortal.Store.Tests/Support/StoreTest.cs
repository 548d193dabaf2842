namespace VdiPortal.Store.Tests.Support;

/// <summary>A class whose tests have a fresh store each.</summary>
public abstract class StoreTest : IAsyncLifetime
{
    private TestStore? _store;

    internal TestStore Store => _store!;

    internal Scene Scene => field ??= new Scene(Store);

    internal StillTime Time => Store.Time;

    /// <summary>Nothing here is cancelled.</summary>
    protected static CancellationToken None => CancellationToken.None;

    public virtual async Task InitializeAsync() => _store = await TestStore.CreateAsync();

    public virtual async Task DisposeAsync() => await Store.DisposeAsync();
}
