namespace VdiPortal.Portal.Components.Entry;

/// <summary>What is typed to sign in.</summary>
public sealed class SignInInput
{
    /// <summary>Sign-in name.</summary>
    public string? Name { get; set; }

    /// <summary>Password.</summary>
    public string? Password { get; set; }
}
