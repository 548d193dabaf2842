using VdiPortal.Setup.Tests.Support;

namespace VdiPortal.Setup.Tests.Layout;

/// <summary>Where an ordinary user's installation lies, and who may enter.</summary>
public sealed class PlaceTests
{
    [Fact]
    public async Task Sockets_lie_in_the_data_directory_unless_its_path_is_too_long()
    {
        await using var checkout = await Checkout.MakeAsync();
        var deep = checkout.Data + "/" + new string('d', 80);

        var near = await checkout.ShellAsync("say users layout", $"data={checkout.Data}; choose_places; echo \"$run\"");
        var far = await checkout.ShellAsync("say users layout", $"data={deep}; choose_places; echo \"${{#run}} $run\"");

        Assert.Equal($"{checkout.Data}/run\n", near.Output);
        Assert.Matches("^[1-5]?[0-9] /tmp/vdiportal-[0-9]+/[0-9a-f]{8}\n$", far.Output);
    }

    [Fact]
    public async Task Nobody_else_may_enter_what_is_made()
    {
        await using var checkout = await Checkout.MakeAsync();

        var result = await checkout.ShellAsync(
            "say users layout", $"data={checkout.Data}; choose_places; make_places; stat --format=%a \"$data\" \"$data\"/*");

        Assert.Equal(0, result.Code);
        Assert.All(result.Lines, mode => Assert.Equal("700", mode));
    }

    [Fact]
    public async Task A_data_directory_of_someone_else_is_refused()
    {
        await using var checkout = await Checkout.MakeAsync();

        var result = await checkout.UpAsync([.. checkout.ReadyWithDatabase, "--port", checkout.Port, "--data", "/usr/share"]);

        Assert.Equal(1, result.Code);
        Assert.Contains("The data directory /usr/share belongs to someone else.", result.Errors, StringComparison.Ordinal);
    }
}
