using System.Diagnostics.CodeAnalysis;

namespace VdiPortal.Hypervisor;

/// <summary>The outcome of an operation: a value or a failure.</summary>
/// <typeparam name="T">What success yields.</typeparam>
public readonly record struct HypervisorResult<T>
    where T : class
{
    private HypervisorResult(T? value, HypervisorFailure? failure)
    {
        Value = value;
        Failure = failure;
    }

    /// <summary>What was asked for; null when it failed.</summary>
    public T? Value { get; }

    /// <summary>Why it failed; null when it succeeded.</summary>
    public HypervisorFailure? Failure { get; }

    /// <summary>Whether it worked.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Value is not null;

    /// <summary>Makes a successful outcome.</summary>
    /// <param name="value">What was asked for.</param>
    public static implicit operator HypervisorResult<T>(T value) => new(value ?? throw new ArgumentNullException(nameof(value)), null);

    /// <summary>Makes a failed outcome.</summary>
    /// <param name="failure">Why.</param>
    public static implicit operator HypervisorResult<T>(HypervisorFailure failure) => new(null, failure ?? throw new ArgumentNullException(nameof(failure)));
}
