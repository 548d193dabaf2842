using VdiPortal.Setup.Tests.Support;

namespace VdiPortal.Setup.Tests.Hashes;

/// <summary>The name of a published portal: another state of the source is another portal.</summary>
public sealed class SourceHashTests
{
    private static readonly string[] Source =
    [
        "src/VdiPortal.Portal/Program.cs", "wwwroot/css/theme.css", "build/Yarp.targets", "Directory.Build.props", "Directory.Packages.props", "global.json",
        ".editorconfig", "BannedSymbols.txt", "package-lock.json",
    ];

    public static TheoryData<string> Files => [.. Source, "src/VdiPortal.Portal/New.cs"];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Another_source_has_another_name(string file)
    {
        await using var checkout = await MakeAsync();
        var before = await HashAsync(checkout);

        checkout.Write($"checkout/{file}", "changed");

        Assert.NotEqual(before, await HashAsync(checkout));
    }

    [Theory]
    [InlineData("src/VdiPortal.Portal/obj/project.assets.json")]
    [InlineData("src/VdiPortal.Portal/bin/Release/VdiPortal.Portal.dll")]
    [InlineData("wwwroot/lib/novnc/core/rfb.js")]
    [InlineData("wwwroot/_framework/blazor.web.js")]
    [InlineData("README.md")]
    [InlineData("tests/VdiPortal.Broker.Tests/PoolPlannerTests.cs")]
    public async Task What_the_build_makes_or_does_not_read_changes_nothing(string file)
    {
        await using var checkout = await MakeAsync();
        var before = await HashAsync(checkout);

        checkout.Write($"checkout/{file}", "changed");
        File.SetLastWriteTimeUtc(checkout.PathOf("global.json"), DateTime.UnixEpoch);

        Assert.Equal(before, await HashAsync(checkout));
    }

    private static async Task<Checkout> MakeAsync()
    {
        var checkout = await Checkout.MakeAsync();
        foreach (var file in Source)
            checkout.Write($"checkout/{file}", "first");
        await checkout.GiveAsync();
        return checkout;
    }

    private static async Task<string> HashAsync(Checkout checkout)
    {
        await checkout.GiveAsync();
        var result = await checkout.ShellAsync("publish", "source_hash");
        Assert.Equal(0, result.Code);
        Assert.Matches("^[0-9a-f]{16}\n$", result.Output);
        return result.Output;
    }
}
