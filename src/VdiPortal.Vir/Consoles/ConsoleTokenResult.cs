using System.Diagnostics.CodeAnalysis;

namespace VdiPortal.Vir.Consoles;

/// <summary>The outcome of checking a console token: the token or a fault.</summary>
/// <param name="Token">What it says; null when it is not honoured.</param>
/// <param name="Fault">Why it is not honoured; null when it is.</param>
public readonly record struct ConsoleTokenResult(ConsoleToken? Token, ConsoleTokenFault? Fault)
{
    /// <summary>Whether it is honoured.</summary>
    [MemberNotNullWhen(true, nameof(Token))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool Honoured => Token is not null;

    internal static ConsoleTokenResult Accept(ConsoleToken token) => new(token, null);

    internal static ConsoleTokenResult Refuse(ConsoleTokenFault fault) => new(null, fault);
}
