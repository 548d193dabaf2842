namespace VdiPortal.Architecture.Tests.Uses.Samples;

internal static class InLambda
{
    public static Func<int, object> Make() => count => count > 0 ? new MarkerAttribute() : "";
}
