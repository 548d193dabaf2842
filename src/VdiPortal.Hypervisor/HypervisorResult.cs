using System.Diagnostics.CodeAnalysis;

namespace VdiPortal.Hypervisor;

/// <summary>The outcome of an operation without a value. The default value is success, so that success allocates nothing.</summary>
/// <param name="Failure">Why it failed, or null when it succeeded.</param>
public readonly record struct HypervisorResult(HypervisorFailure? Failure)
{
    /// <summary>The successful outcome.</summary>
    public static HypervisorResult Success => default;

    /// <summary>Whether it worked.</summary>
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Failure is null;

    /// <summary>Makes a failed outcome.</summary>
    /// <param name="kind">What callers branch on.</param>
    /// <param name="message">What happened and what to do.</param>
    public static HypervisorResult Fail(HypervisorFailureKind kind, string message) => new(new HypervisorFailure(kind, message));

    /// <summary>Makes a failed outcome of an existing failure.</summary>
    /// <param name="failure">The failure.</param>
    public static implicit operator HypervisorResult(HypervisorFailure failure) => new(failure);

    /// <summary>Makes a failed outcome of an existing failure.</summary>
    /// <param name="failure">The failure.</param>
    public static HypervisorResult FromHypervisorFailure(HypervisorFailure failure) => new(failure);
}
