namespace VdiPortal.Portal.Tests.Support;

/// <summary>Tests with deadlines on real machines: one at a time, beside nothing else.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealMachines
{
    public const string Name = "Real machines";
}
