namespace VdiPortal.Host.Slots;

/// <summary>Counts the VMs against the host's slots. The portal counts too; this stops it when it errs. Thread-safe.</summary>
internal sealed class SlotPlaces(HostProfile profile)
{
    private readonly HashSet<Guid> _taken = [];
    private readonly Lock _lock = new();

    /// <summary>Takes a slot for a VM that does not exist yet.</summary>
    /// <returns>False when none is free.</returns>
    public bool TryTake(Guid vm)
    {
        lock (_lock)
            return _taken.Contains(vm) || (_taken.Count < profile.Slots && _taken.Add(vm));
    }

    /// <summary>Takes note of a VM that exists, slot or no slot.</summary>
    public void Note(Guid vm)
    {
        lock (_lock)
            _taken.Add(vm);
    }

    /// <summary>Gives the slot of a VM back that does not exist any more.</summary>
    public void GiveBack(Guid vm)
    {
        lock (_lock)
            _taken.Remove(vm);
    }
}
