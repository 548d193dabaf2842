namespace VdiPortal.E2E.Tests;

/// <summary>Tests that share the product run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class ProductGroup : ICollectionFixture<ProductFixture>
{
    public const string Name = "product";
}
