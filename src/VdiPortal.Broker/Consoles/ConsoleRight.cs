namespace VdiPortal.Broker.Consoles;

/// <summary>What a console connection may do.</summary>
public enum ConsoleRight
{
    /// <summary>See the screen, nothing else.</summary>
    View,

    /// <summary>See, type, point, use the clipboard.</summary>
    Control,
}
