namespace VdiPortal.E2E.Kit;

/// <summary>How a product is started.</summary>
/// <param name="Slots">Slots of its host.</param>
public sealed record ProductOptions(int Slots)
{
    /// <summary>Further arguments of <c>./up</c>; the guest images come from VDI_GUESTS when that is set.</summary>
    public IReadOnlyList<string> Arguments { get; init; } =
        System.Environment.GetEnvironmentVariable("VDI_GUESTS") is { Length: > 0 } guests ? ["--guests", guests] : [];

    /// <summary>Serves https with this certificate; http without.</summary>
    public TestCertificate? Certificate { get; init; }

    /// <summary>Further environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
