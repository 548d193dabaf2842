using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace VdiPortal.Store.Tests.Health;

public sealed class OptionsTests
{
    private const string Good = "Host=/run/pg;Database=vdi;Username=vdi";

    private static string[] Validate(string connectionString, string keyFile)
    {
        using var services = new ServiceCollection()
            .AddVdiStore(options => (options.ConnectionString, options.KeyFile) = (connectionString, keyFile))
            .BuildServiceProvider();
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
    }

    [Fact]
    public void Good_options_pass() => Assert.Empty(Validate(Good, "/data/keys/master.key"));

    [Theory]
    [InlineData("", "/k", "Vdi:Store:ConnectionString is missing")]
    [InlineData("nonsense", "/k", "Vdi:Store:ConnectionString cannot be read")]
    [InlineData("Port=many;Host=x", "/k", "Vdi:Store:ConnectionString cannot be read")]
    [InlineData("Database=vdi", "/k", "Vdi:Store:ConnectionString names no Host")]
    [InlineData("Host=x", "/k", "Vdi:Store:ConnectionString names no Database")]
    [InlineData(Good, " ", "Vdi:Store:KeyFile is missing")]
    [InlineData(Good, "keys/master.key", "Vdi:Store:KeyFile must be the absolute path of a file")]
    [InlineData(Good, "/keys/", "Vdi:Store:KeyFile must be the absolute path of a file")]
    public void A_bad_option_is_named(string connectionString, string keyFile, string message) =>
        Assert.StartsWith(message, Assert.Single(Validate(connectionString, keyFile)), StringComparison.Ordinal);

    [Fact]
    public void The_connection_string_itself_is_never_shown() =>
        Assert.DoesNotContain("geheim", string.Concat(Validate("Password=geheim;Pord=1", "/k")), StringComparison.Ordinal);

    [Fact]
    public void All_that_is_wrong_is_said_at_once() => Assert.Equal(2, Validate("", "").Length);
}
