namespace VdiPortal.Architecture.Tests.Uses.Samples;

internal sealed class InGenericArgument
{
    public IReadOnlyDictionary<string, MarkerAttribute[]>? Value { get; set; }
}
