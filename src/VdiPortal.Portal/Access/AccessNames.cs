namespace VdiPortal.Portal.Access;

/// <summary>Names of schemes, claims and policies.</summary>
internal static class AccessNames
{
    /// <summary>Cookie scheme of browsers.</summary>
    public const string Cookie = "vdi";

    /// <summary>Bearer scheme of programs (personal access tokens).</summary>
    public const string Bearer = "vdi-token";

    /// <summary>Claim that holds the sign-in id.</summary>
    public const string SignInClaim = "sid";

    /// <summary>Policy: administrators.</summary>
    public const string Admin = "Admin";

    /// <summary>Policy: trainers and administrators.</summary>
    public const string Trainer = "Trainer";
}
