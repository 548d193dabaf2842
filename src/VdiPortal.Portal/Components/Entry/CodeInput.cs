namespace VdiPortal.Portal.Components.Entry;

/// <summary>What is typed beside a one-time code from the terminal.</summary>
public sealed class CodeInput
{
    /// <summary>The code.</summary>
    public string? Code { get; set; }

    /// <summary>Sign-in name.</summary>
    public string? Name { get; set; }

    /// <summary>The new password.</summary>
    public string? Password { get; set; }

    /// <summary>The new password once more.</summary>
    public string? Again { get; set; }
}
