using Npgsql;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Tests.Sql;

public sealed class DatabaseFactoryTests
{
    private static NpgsqlConnectionStringBuilder Complete(string given) => new(DatabaseFactory.Complete(new NpgsqlConnectionStringBuilder(given)));

    [Theory]
    [InlineData("Host=x", 4, 40)]
    [InlineData("Host=x;Maximum Pool Size=100", 4, 100)]
    [InlineData("Host=x;Maximum Pool Size=2", 2, 2)]
    [InlineData("Host=x;Minimum Pool Size=9", 9, 40)]
    public void The_pool_is_small_unless_told_otherwise(string given, int least, int most)
    {
        var complete = Complete(given);

        Assert.Equal((least, most), (complete.MinPoolSize, complete.MaxPoolSize));
    }

    [Fact]
    public void Values_stay_out_of_logs_and_errors_whatever_is_asked_for()
    {
        var complete = Complete("Host=x;Include Error Detail=true;Log Parameters=true;Persist Security Info=true");

        Assert.False(complete.IncludeErrorDetail || complete.LogParameters || complete.PersistSecurityInfo);
    }

    [Fact]
    public void Own_options_of_the_server_are_kept() =>
        Assert.StartsWith("-c search_path=vdi -c ", Complete("Host=x;Options=-c search_path=vdi").Options, StringComparison.Ordinal);
}
