using VdiPortal.Setup.Tests.Support;

namespace VdiPortal.Setup.Tests.Packages;

/// <summary>What is missing on the machine.</summary>
public sealed class PackageTests
{
    private const string OnlyQemu = "#!/bin/sh\necho 'qemu-utils installed'\necho 'postgresql-15 config-files'\n";

    [Fact]
    public async Task What_is_not_installed_is_found_and_what_was_removed_counts_as_missing()
    {
        await using var checkout = await Checkout.MakeAsync();
        checkout.Write("bin/dpkg-query", OnlyQemu, executable: true);

        var result = await checkout.ShellAsync("say packages", "missing_packages qemu-utils postgresql-15 npm");

        Assert.Equal("postgresql-15\nnpm\n", result.Output);
    }

    [Fact]
    public async Task Who_may_not_install_is_told_exactly_what_to_install_and_nothing_is_touched()
    {
        await using var checkout = await Checkout.MakeAsync();
        checkout.Write("bin/dpkg-query", OnlyQemu, executable: true);
        checkout.Write("bin/sudo", "#!/bin/sh\nexit 1\n", executable: true);
        var before = checkout.List();

        var result = await checkout.UpAsync(checkout.Ready);

        Assert.Equal(1, result.Code);
        Assert.Contains("These Debian packages are missing: qemu-system-x86 postgresql-15", result.Errors, StringComparison.Ordinal);
        Assert.Contains("  apt-get install --no-install-recommends qemu-system-x86 postgresql-15\n", result.Errors, StringComparison.Ordinal);
        Assert.Equal(before, checkout.List());
    }

    [Fact]
    public async Task A_named_database_needs_no_postgresql_here()
    {
        await using var checkout = await Checkout.MakeAsync();
        checkout.Write("bin/dpkg-query", OnlyQemu, executable: true);
        checkout.Write("bin/sudo", "#!/bin/sh\nexit 1\n", executable: true);

        var result = await checkout.UpAsync(checkout.ReadyWithDatabase);

        Assert.Contains("These Debian packages are missing: qemu-system-x86\n", result.Errors, StringComparison.Ordinal);
    }
}
