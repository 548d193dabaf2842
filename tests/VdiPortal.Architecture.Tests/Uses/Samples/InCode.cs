namespace VdiPortal.Architecture.Tests.Uses.Samples;

internal static class InCode
{
    public static string Name() => typeof(MarkerAttribute).Name;
}
