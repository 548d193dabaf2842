namespace VdiPortal.Host.Slots;

/// <summary>What became of a wish when it came in.</summary>
internal enum WishAnswer
{
    /// <summary>It is worked towards.</summary>
    Taken,

    /// <summary>It was taken before; a stalled machine is tried again.</summary>
    Repeated,

    /// <summary>A higher generation was seen: it is ignored.</summary>
    Stale,

    /// <summary>Its generation was seen with another target: it is ignored.</summary>
    Contradictory,

    /// <summary>The VM is being ended or has gone, which cannot be undone: only its generation counts.</summary>
    TooLate,
}
