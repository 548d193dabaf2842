using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using VdiPortal.Broker.Ports;
using VdiPortal.Store.Keys;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Keys;

public sealed class KeyTests : StoreTest
{
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes("a secret of the installation");

    private string ForeignKeyFile => Path.Combine(Path.GetDirectoryName(Store.KeyFile)!, "foreign.key");

    private ISecretStore Secrets => Store.Get<ISecretStore>();

    private ServiceProvider Portal() => Portal(Store.KeyFile);

    private ServiceProvider Portal(string keyFile, string folder = "/srv/app/one")
    {
        var services = new ServiceCollection();
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment { ContentRootPath = folder });
        services.AddSingleton<ILoggerProvider>(Store.Log).AddLogging();
        services.AddVdiStore(options => (options.ConnectionString, options.KeyFile) = (Store.ConnectionString, keyFile));
        services.AddDataProtection().AddVdiKeyRing();
        return services.BuildServiceProvider();
    }

    [Fact]
    public async Task The_first_callers_secret_is_kept_for_all_replicas()
    {
        await using var replica = Store.AddReplica();

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(index =>
            (index % 2 == 0 ? Store : replica).Get<ISecretStore>().GetOrAddAsync("console tokens", () => RandomNumberGenerator.GetBytes(32), None)));

        Assert.Single(made.Select(Convert.ToHexString).Distinct());
        Assert.Equal(made[0], await Secrets.GetOrAddAsync("console tokens", () => throw new InvalidOperationException("There is one."), None));
    }

    [Fact]
    public async Task A_secret_does_not_stand_in_the_database_in_clear()
    {
        Assert.Equal(Plain, await Secrets.GetOrAddAsync("name", () => Plain, None));

        var stored = await Store.SqlAsync<byte[]>("SELECT ciphertext FROM secrets");
        Assert.Equal(-1, stored.AsSpan().IndexOf(Plain.AsSpan(0, 8)));
    }

    [Fact]
    public async Task A_ciphertext_under_another_name_does_not_open()
    {
        await Secrets.GetOrAddAsync("one", () => Plain, None);
        await Store.SqlAsync("UPDATE secrets SET name = 'two'");

        await Assert.ThrowsAnyAsync<CryptographicException>(() => Secrets.GetOrAddAsync("two", () => Plain, None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(29)]
    public async Task An_altered_ciphertext_does_not_open(int position)
    {
        await Secrets.GetOrAddAsync("one", () => Plain, None);
        await Store.SqlAsync($"UPDATE secrets SET ciphertext = set_byte(ciphertext, {position}, get_byte(ciphertext, {position}) # 1)");

        await Assert.ThrowsAnyAsync<CryptographicException>(() => Secrets.GetOrAddAsync("one", () => Plain, None));
    }

    [Fact]
    public async Task The_master_key_is_made_once_and_only_its_owner_may_read_it()
    {
        Assert.False(File.Exists(Store.KeyFile));
        await Secrets.GetOrAddAsync("one", () => Plain, None);
        var key = await File.ReadAllTextAsync(Store.KeyFile);

        await using var replica = Store.AddReplica();
        Assert.Equal(Plain, await replica.Get<ISecretStore>().GetOrAddAsync("one", () => [], None));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Store.KeyFile));
        Assert.Equal(key, await File.ReadAllTextAsync(Store.KeyFile));
        Assert.Equal(32, Convert.FromBase64String(key.Trim()).Length);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(Store.KeyFile)!));
    }

    [Fact]
    public async Task Replicas_that_start_at_the_same_time_share_one_key()
    {
        var replicas = Enumerable.Range(0, 6).Select(_ => Store.AddReplica()).ToList();

        var prints = await Task.WhenAll(replicas.Select(replica => Task.Run(() => replica.Get<MasterKeyHolder>().Get().Fingerprint)));

        Assert.Single(prints.Distinct());
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(Store.KeyFile)!));
        foreach (var replica in replicas)
            await replica.DisposeAsync();
    }

    [Fact]
    public async Task A_missing_master_key_is_not_replaced_and_the_message_says_what_to_restore()
    {
        await Secrets.GetOrAddAsync("one", () => Plain, None);
        var fingerprint = Store.Get<MasterKeyHolder>().Get().Fingerprint;
        File.Delete(Store.KeyFile);
        await using var restarted = Store.AddReplica();

        var error = Assert.Throws<MasterKeyException>(() => restarted.Get<MasterKeyHolder>().Get());

        Assert.Contains(Store.KeyFile, error.Message, StringComparison.Ordinal);
        Assert.Contains(fingerprint, error.Message, StringComparison.Ordinal);
        Assert.Contains("Restore", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Store.KeyFile));
    }

    [Fact]
    public async Task A_key_that_was_made_while_a_replica_elsewhere_was_faster_is_taken_back()
    {
        await Store.SqlAsync("""
            CREATE FUNCTION faster() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.fingerprint = 'elsewhere'; RETURN NEW; END $$;
            CREATE TRIGGER faster BEFORE INSERT ON master_key FOR EACH ROW EXECUTE FUNCTION faster()
            """);

        var error = Assert.Throws<MasterKeyException>(() => Store.Get<MasterKeyHolder>().Get());

        Assert.Contains("elsewhere", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Store.KeyFile));
    }

    [Fact]
    public async Task A_foreign_master_key_is_refused()
    {
        await Secrets.GetOrAddAsync("one", () => Plain, None);
        Assert.True(new MasterKeyFile(ForeignKeyFile).Make());
        await using var foreign = Store.AddReplica(ForeignKeyFile);

        var error = Assert.Throws<MasterKeyException>(() => foreign.Get<MasterKeyHolder>().Get());

        Assert.Contains(Store.Get<MasterKeyHolder>().Get().Fingerprint, error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(ForeignKeyFile));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64 !")]
    [InlineData("c2hvcnQ=")]
    public async Task A_damaged_master_key_is_refused(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Store.KeyFile)!);
        await File.WriteAllTextAsync(Store.KeyFile, content);
        File.SetUnixFileMode(Store.KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.Contains("damaged", Assert.Throws<MasterKeyException>(() => Store.Get<MasterKeyHolder>().Get()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_master_key_that_others_may_read_is_refused()
    {
        new MasterKeyFile(Store.KeyFile).Make();
        File.SetUnixFileMode(Store.KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Assert.Contains("chmod 600", Assert.Throws<MasterKeyException>(() => Store.Get<MasterKeyHolder>().Get()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_replica_protects_another_one_and_a_newer_version_unprotect()
    {
        await using var one = Portal();
        await using var other = Portal(Store.KeyFile, folder: "/srv/app/two");
        var text = one.GetDataProtectionProvider().CreateProtector("cookies").Protect("ada");

        Assert.Equal("ada", other.GetDataProtectionProvider().CreateProtector("cookies").Unprotect(text));
    }

    [Fact]
    public async Task The_key_ring_does_not_stand_in_the_database_in_clear()
    {
        await using var portal = Portal();
        portal.GetDataProtectionProvider().CreateProtector("cookies").Protect("ada");

        var xml = await Store.SqlAsync<string>("SELECT xml FROM data_protection_keys");

        Assert.Contains("masterKeyEncrypted", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey ", xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_was_altered_or_slipped_in_from_outside_is_left_out()
    {
        await using (var portal = Portal())
            portal.GetDataProtectionProvider().CreateProtector("cookies").Protect("ada");
        await Store.SqlAsync("""
            INSERT INTO data_protection_keys (name, xml, seal) SELECT 'key-slipped-in', xml, seal FROM data_protection_keys;
            UPDATE data_protection_keys SET xml = replace(xml, 'expirationDate>2', 'expirationDate>3') WHERE name <> 'key-slipped-in';
            """);

        await using var restarted = Portal();

        Assert.Empty(restarted.GetRequiredService<IKeyManager>().GetAllKeys());
        Assert.Equal(2, Store.Log.Lines.Count(line => line.StartsWith("Error 2010", StringComparison.Ordinal)));
    }
}
