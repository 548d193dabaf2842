namespace VdiPortal.Architecture.Tests.Uses.Samples;

internal sealed class InField
{
    public MarkerAttribute? Value { get; set; }
}
