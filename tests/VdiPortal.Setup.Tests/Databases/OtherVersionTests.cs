using VdiPortal.Setup.Tests.Support;

namespace VdiPortal.Setup.Tests.Databases;

/// <summary>A data directory whose database another PostgreSQL made.</summary>
public sealed class OtherVersionTests
{
    [Fact]
    public async Task A_database_of_an_older_version_is_refused_with_the_steps_to_upgrade_it()
    {
        await using var checkout = await Checkout.MakeAsync();
        checkout.Write("data/postgres/PG_VERSION", "14\n");
        await checkout.GiveAsync();

        var result = await checkout.UpAsync([.. checkout.Ready, "--port", checkout.Port]);

        Assert.Equal(1, result.Code);
        Assert.Contains($"The database in {checkout.Data}/postgres was made by PostgreSQL 14; VdiPortal runs PostgreSQL 15.", result.Errors, StringComparison.Ordinal);
        Assert.Contains("apt-get install --no-install-recommends postgresql-14", result.Errors, StringComparison.Ordinal);
        Assert.Contains($"mv {checkout.Data}/postgres {checkout.Data}/postgres.14", result.Errors, StringComparison.Ordinal);
        Assert.Contains("/usr/lib/postgresql/15/bin/initdb", result.Errors, StringComparison.Ordinal);
        Assert.Contains("--old-bindir=/usr/lib/postgresql/14/bin --new-bindir=/usr/lib/postgresql/15/bin", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_with_what_can_be_done()
    {
        await using var checkout = await Checkout.MakeAsync();
        checkout.Write("data/postgres/PG_VERSION", "17\n");
        await checkout.GiveAsync();

        var result = await checkout.UpAsync([.. checkout.Ready, "--port", checkout.Port]);

        Assert.Equal(1, result.Code);
        Assert.Contains("was made by PostgreSQL 17; VdiPortal runs PostgreSQL 15.", result.Errors, StringComparison.Ordinal);
        Assert.Contains("cannot go back", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("pg_upgrade", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_database_is_left_as_it_is()
    {
        await using var checkout = await Checkout.MakeAsync();
        checkout.Write("data/postgres/PG_VERSION", "14\n");
        await checkout.GiveAsync();

        await checkout.UpAsync([.. checkout.Ready, "--port", checkout.Port]);

        Assert.Equal(["PG_VERSION"], Directory.EnumerateFileSystemEntries(Path.Combine(checkout.Data, "postgres")).Select(Path.GetFileName));
    }
}
