namespace VdiPortal.Architecture.Tests.Uses.Samples;

[Marker]
internal sealed class InAttribute;
