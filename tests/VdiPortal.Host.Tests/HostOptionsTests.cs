using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace VdiPortal.Host.Tests;

public sealed class HostOptionsTests
{
    private readonly Dictionary<string, string?> _settings = new() { ["Vdi:DataDirectory"] = "/var/lib/vdi", ["Vdi:RunDirectory"] = "/run/vdi" };

    [Fact]
    public void The_two_directories_are_enough() => Assert.Equal("/run/vdi", Read().RunDirectory);

    [Fact]
    public void Every_key_is_read()
    {
        Set(("Name", "lab-1"), ("Slots", "7"), ("MemoryMiB", "4096"), ("Site", "Bonn"), ("Labels:0", "gpu"), ("PortalUrl", "https://portal.example.org"), ("ConsoleSocket", "/run/c.sock"));

        var options = Read();

        Assert.Equal(("lab-1", 7, 4096, "Bonn", "gpu"), (options.Name, options.Slots, options.MemoryMiB, options.Site, Assert.Single(options.Labels)));
        Assert.Equal(("https://portal.example.org/", "/run/c.sock"), (options.PortalUrl?.ToString(), options.ConsoleSocket));
    }

    [Theory]
    [InlineData("Name", "Lab 1")]
    [InlineData("Name", "")]
    [InlineData("Slots", "-1")]
    [InlineData("Slots", "10001")]
    [InlineData("MemoryMiB", "-5")]
    [InlineData("Site", "a\nb")]
    [InlineData("Labels:0", "")]
    [InlineData("PortalUrl", "ftp://portal.example.org")]
    [InlineData("PortalSocket", "relative.sock")]
    [InlineData("ConsoleSocket", "relative.sock")]
    public void A_wrong_value_is_refused_with_its_key(string key, string value)
    {
        Set((key, value));

        Assert.Contains($"Vdi:Host:{key.Split(':')[0]}", Assert.Throws<OptionsValidationException>(Read).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Vdi:DataDirectory", "")]
    [InlineData("Vdi:RunDirectory", "run")]
    public void The_directories_must_be_absolute(string key, string value)
    {
        _settings[key] = value;

        Assert.Contains(key, Assert.Throws<OptionsValidationException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_directory_that_is_too_long_for_sockets_is_refused()
    {
        _settings["Vdi:RunDirectory"] = "/run/" + new string('x', 100);

        Assert.Contains("107 bytes", Assert.Throws<OptionsValidationException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_portal_is_dialled_not_two()
    {
        Set(("PortalUrl", "https://portal.example.org"), ("PortalSocket", "/run/portal.sock"));

        Assert.Throws<OptionsValidationException>(Read);
    }

    private void Set(params (string Key, string Value)[] settings)
    {
        foreach (var (key, value) in settings)
            _settings[$"Vdi:Host:{key}"] = value;
    }

    private HostOptions Read()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_settings).Build();
        using var services = new ServiceCollection().AddVdiHost(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<HostOptions>>().Value;
    }
}
