namespace VdiPortal.Broker.Identity;

/// <summary>How a sign-in went. People are told the same neutral sentence for every refusal.</summary>
public enum SignInOutcome
{
    /// <summary>Signed in.</summary>
    Done,

    /// <summary>Unknown name, wrong password, or a disabled account.</summary>
    Refused,

    /// <summary>Too many wrong passwords; wait.</summary>
    Locked,
}
