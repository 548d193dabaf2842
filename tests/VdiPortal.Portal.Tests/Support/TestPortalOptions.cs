namespace VdiPortal.Portal.Tests.Support;

/// <summary>How a portal under test is set up.</summary>
internal sealed record TestPortalOptions
{
    /// <summary>Slots of its host.</summary>
    public int Slots { get; init; } = 4;

    /// <summary>Its database; null for one of its own that goes with it.</summary>
    public string? Database { get; init; }

    /// <summary>Where its data directory is made; null for the place for temporary files.</summary>
    public string? DataParent { get; init; }

    /// <summary>Its clock; null for the real one.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>Further settings, as <c>Vdi:Key=value</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}
