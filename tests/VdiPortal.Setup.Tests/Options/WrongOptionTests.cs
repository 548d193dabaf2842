using VdiPortal.Setup.Tests.Support;

namespace VdiPortal.Setup.Tests.Options;

/// <summary>A wrong option is refused with words before anything is touched.</summary>
public sealed class WrongOptionTests
{
    [Theory]
    [InlineData("--port 0", "--port must be a number from 1 to 65535, not 0.")]
    [InlineData("--port 65536", "--port must be a number from 1 to 65535, not 65536.")]
    [InlineData("--port=http", "--port must be a number from 1 to 65535, not http.")]
    [InlineData("--port 08080", "--port must be a number from 1 to 65535, not 08080.")]
    [InlineData("--port 1+1", "--port must be a number from 1 to 65535, not 1+1.")]
    [InlineData("--port", "--port needs a value.")]
    [InlineData("--slots 0", "--slots must be a number from 1 to 1000, not 0.")]
    [InlineData("--slots 1001", "--slots must be a number from 1 to 1000, not 1001.")]
    [InlineData("--listen example.org", "--listen must be an IP address, * or localhost, not example.org.")]
    [InlineData("--listen 300.1.1.1 --public-url http://a", "--listen must be an IP address, * or localhost, not 300.1.1.1.")]
    [InlineData("--listen 1.2.3 --public-url http://a", "--listen must be an IP address, * or localhost, not 1.2.3.")]
    [InlineData("--listen 0.0.0.0", "say which address they type")]
    [InlineData("--listen *", "say which address they type")]
    [InlineData("--public-url desks.example.org", "--public-url must be an address without a path")]
    [InlineData("--public-url https://desks.example.org/portal", "--public-url must be an address without a path")]
    [InlineData("--public-url https://me@desks.example.org", "--public-url must be an address without a path")]
    [InlineData("--trusted-proxies proxy.example.org", "--trusted-proxies must be addresses or networks separated by commas.")]
    [InlineData("--cert /etc/hostname", "--cert and --key go together.")]
    [InlineData("--key /etc/hostname", "--cert and --key go together.")]
    [InlineData("--cert /nowhere/cert --key /etc/hostname", "The certificate /nowhere/cert cannot be read.")]
    [InlineData("--cert /etc/hostname --key /nowhere/key", "The key /nowhere/key cannot be read.")]
    [InlineData("--database Host=db;Username=vdi;Password=secret", "A password on a command line can be read by everyone on this machine.")]
    [InlineData("--database Host=db;PWD=secret", "A password on a command line can be read by everyone on this machine.")]
    [InlineData("--database-file /nowhere/database", "The file /nowhere/database cannot be read.")]
    [InlineData("--database-file /dev/null", "The file /dev/null is empty.")]
    [InlineData("--guests /nowhere", "The --guests directory does not exist.")]
    [InlineData("--guests /dev", "There are no guest images in /dev.")]
    [InlineData("--app /nowhere", "The --app directory does not exist.")]
    [InlineData("--app /dev", "There is no published portal in /dev.")]
    [InlineData("--prot 80", "There is no option --prot.")]
    [InlineData("--prot", "There is no option --prot.")]
    [InlineData("start", "There is no option start.")]
    public async Task A_wrong_option_is_refused_with_words_and_nothing_is_touched(string arguments, string words)
    {
        await using var checkout = await Checkout.MakeAsync();
        var before = checkout.List();

        var result = await checkout.UpAsync(["--data", checkout.Data, .. arguments.Split(' ')]);

        Assert.Equal(1, result.Code);
        Assert.Contains(words, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Equal(before, checkout.List());
    }

    [Theory]
    [InlineData("everything")]
    [InlineData("unit-tests")]
    public async Task A_group_of_tests_that_does_not_exist_is_answered_with_those_that_do(string group)
    {
        await using var checkout = await Checkout.MakeAsync();

        var result = await checkout.RunAsync(checkout.PathOf("test"), group);

        Assert.Equal(64, result.Code);
        Assert.Contains("./test [unit | integration | e2e | all]", result.Errors, StringComparison.Ordinal);
    }
}
