using VdiPortal.Setup.Tests.Support;

namespace VdiPortal.Setup.Tests.Hashes;

/// <summary>The name of made guest images: another recipe is another set of images.</summary>
public sealed class GuestHashTests
{
    [Theory]
    [InlineData("build")]
    [InlineData("paint/boot.S")]
    [InlineData("paint/template.json")]
    [InlineData("desktop/packages")]
    [InlineData("desktop/files/etc/fstab")]
    [InlineData("desktop/files/etc/new")]
    public async Task Another_recipe_has_another_name(string file)
    {
        await using var checkout = await MakeAsync();
        var before = await HashAsync(checkout);

        await File.AppendAllTextAsync(checkout.PathOf($"guests/{file}"), "# changed\n");

        Assert.NotEqual(before, await HashAsync(checkout));
    }

    [Fact]
    public async Task Whether_a_file_can_be_executed_matters_and_where_a_link_leads()
    {
        await using var checkout = await MakeAsync();
        var first = await HashAsync(checkout);

        File.SetUnixFileMode(checkout.PathOf("guests/desktop/packages"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var second = await HashAsync(checkout);
        File.CreateSymbolicLink(checkout.PathOf("guests/desktop/link"), "one");
        var third = await HashAsync(checkout);
        File.Delete(checkout.PathOf("guests/desktop/link"));
        File.CreateSymbolicLink(checkout.PathOf("guests/desktop/link"), "two");
        var fourth = await HashAsync(checkout);

        Assert.Equal(4, new[] { first, second, third, fourth }.Distinct().Count());
    }

    [Fact]
    public async Task Times_places_and_what_is_only_read_by_people_change_nothing()
    {
        await using var checkout = await MakeAsync();
        await using var other = await MakeAsync();

        File.SetLastWriteTimeUtc(checkout.PathOf("guests/paint/boot.S"), DateTime.UnixEpoch);
        await File.AppendAllTextAsync(checkout.PathOf("guests/README.md"), "More words.\n");

        Assert.Equal(await HashAsync(other), await HashAsync(checkout));
    }

    private static async Task<Checkout> MakeAsync()
    {
        var checkout = await Checkout.MakeAsync();
        await checkout.CopyAsync("guests");
        return checkout;
    }

    private static async Task<string> HashAsync(Checkout checkout)
    {
        await checkout.GiveAsync();
        var result = await checkout.RunAsync("bash", checkout.PathOf("guests/build"), "--hash");
        Assert.Equal(0, result.Code);
        Assert.Matches("^[0-9a-f]{64}\n$", result.Output);
        return result.Output;
    }
}
