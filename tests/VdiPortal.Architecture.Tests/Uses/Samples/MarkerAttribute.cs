namespace VdiPortal.Architecture.Tests.Uses.Samples;

/// <summary>What the samples use.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal class MarkerAttribute : Attribute;
