namespace VdiPortal.Portal.Tests.Api;

/// <summary>Tests that share the portal of <see cref="ApiFixture"/>, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ApiGroup : ICollectionFixture<ApiFixture>
{
    public const string Name = "API";
}
