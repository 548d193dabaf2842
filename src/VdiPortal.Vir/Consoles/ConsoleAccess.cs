namespace VdiPortal.Vir.Consoles;

/// <summary>What a console connection may do (requirement A7).</summary>
public enum ConsoleAccess
{
    /// <summary>See the screen, nothing else.</summary>
    View,

    /// <summary>See, type, point, use the clipboard.</summary>
    Control,
}
