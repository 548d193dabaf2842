using VdiPortal.Host.Capacity;

namespace VdiPortal.Host.Tests.Capacity;

public sealed class CapacityTests : IDisposable
{
    private readonly DirectoryInfo _proc = Directory.CreateTempSubdirectory("vdi-proc-");

    public void Dispose() => _proc.Delete(recursive: true);

    [Fact]
    public void Memory_is_read_in_MiB()
    {
        Write("meminfo", "MemTotal:       24576000 kB\nMemFree:          1024 kB\nMemAvailable:   12288000 kB\n");

        Assert.Equal(new MemoryState(24_000, 12_000), new ProcFiles(_proc.FullName).ReadMemory());
    }

    [Theory]
    [InlineData("")]
    [InlineData("MemTotal: many kB\n")]
    [InlineData("MemTotal: 5 kB\n")]
    public void Memory_in_another_form_is_refused(string text)
    {
        Write("meminfo", text);

        Assert.Throws<InvalidDataException>(() => new ProcFiles(_proc.FullName).ReadMemory());
    }

    [Fact]
    public void Load_is_what_the_cores_did_between_two_readings()
    {
        var proc = new ProcFiles(_proc.FullName);
        Write("stat", "cpu  100 0 100 700 100 0 0 0 0 0\ncpu0 1 2 3 4\n");
        var earlier = proc.ReadCpu();
        Write("stat", "cpu  130 0 120 720 130 0 0 0 50 0\ncpu0 1 2 3 4\n");

        Assert.Equal(50, proc.ReadCpu().PercentSince(earlier));
        Assert.Equal(0, earlier.PercentSince(earlier));
    }

    [Fact]
    public void This_machines_figures_make_sense()
    {
        var facts = MachineFacts.Read(new ProcFiles());

        Assert.True(facts.MemoryMiB > 100);
        Assert.True(Guid.TryParse(facts.BootId, out _));
        Assert.True(new ProcFiles().ReadCpu().Total > 0);
    }

    [Theory]
    [InlineData("Lab-PC_07.Example.ORG", "lab-pc-07.example.org")]
    [InlineData("---", "host")]
    [InlineData("ümlaut", "mlaut")]
    public void A_machines_name_becomes_a_hosts_name(string machine, string host)
    {
        Assert.Equal(host, HostName.Normalise(machine));
        Assert.True(HostName.IsValid(HostName.Normalise(machine)));
    }

    [Theory]
    [InlineData(24_000, 2, 18_000, 17)]
    [InlineData(1_000, 2, 750, 1)]
    [InlineData(1_000_000, 2, 750_000, 32)]
    public void Memory_and_slots_follow_from_the_machine(long memory, int cores, int forVms, int slots)
    {
        var profile = HostProfile.From(Options(), new MachineFacts("PC", cores, memory, "boot"));

        Assert.Equal((forVms, slots, "pc", "/run/vdi/console.sock"), (profile.MemoryMiB, profile.Slots, profile.Name, profile.ConsoleSocket));
    }

    [Fact]
    public void What_is_set_counts()
    {
        var options = Options();
        (options.Name, options.Slots, options.MemoryMiB, options.Site) = ("lab", 0, 4_096, "Bonn");

        var profile = HostProfile.From(options, new MachineFacts("PC", 2, 24_000, "boot"));

        Assert.Equal(("lab", 0, 4_096, "Bonn"), (profile.Name, profile.Slots, profile.MemoryMiB, profile.Site));
    }

    private static HostOptions Options() => new() { DataDirectory = "/var/lib/vdi", RunDirectory = "/run/vdi" };

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_proc.FullName, name), text);
}
