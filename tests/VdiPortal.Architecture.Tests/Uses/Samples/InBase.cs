namespace VdiPortal.Architecture.Tests.Uses.Samples;

internal sealed class InBase : MarkerAttribute;
