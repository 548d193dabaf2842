namespace VdiPortal.Vir.Consoles;

/// <summary>Why a console token is not honoured.</summary>
public enum ConsoleTokenFault
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It is no token, or one of a version that is not understood.</summary>
    Malformed,

    /// <summary>Its signature is not the portal's.</summary>
    Forged,

    /// <summary>Its life has ended.</summary>
    Expired,

    /// <summary>It claims to live longer than <see cref="ConsoleProtocol.TokenLifetime"/>.</summary>
    LivesTooLong,

    /// <summary>It is meant for another host.</summary>
    OtherHost,

    /// <summary>It is meant for another VM.</summary>
    OtherVm,

    /// <summary>It was used before.</summary>
    Replayed,

    /// <summary>So many tokens were used lately that no more can be remembered; a new one works in a few seconds.</summary>
    TooMany,
}
