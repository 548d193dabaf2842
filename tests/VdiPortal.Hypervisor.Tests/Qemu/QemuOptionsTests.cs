using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Processes;
using VdiPortal.Hypervisor.Qemu;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Tests.Qemu;

public sealed class QemuOptionsTests : IDisposable
{
    private readonly List<string> _files = [];

    [Fact]
    public async Task Options_come_out_of_the_configuration()
    {
        await using var provider = Provide(("Vdi:DataDirectory", "/var/lib/x"), ("Vdi:RunDirectory", "/run/x"), ("Vdi:Qemu:Accelerator", "tcg"), ("Vdi:Qemu:LauncherCommand:0", "sudo"));

        var options = provider.GetRequiredService<IOptions<QemuOptions>>().Value;

        Assert.Equal(("/var/lib/x", "/run/x", AcceleratorChoice.Tcg), (options.DataDirectory, options.RunDirectory, options.Accelerator));
        Assert.Equal(["sudo"], options.LauncherCommand);
        Assert.Same(provider.GetRequiredService<IHypervisor>().Images, provider.GetRequiredService<IImageStore>());
    }

    [Theory]
    [InlineData("Vdi:DataDirectory", "")]
    [InlineData("Vdi:DataDirectory", "relative/path")]
    [InlineData("Vdi:RunDirectory", "/run/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("Vdi:Qemu:MachineType", "pc")]
    [InlineData("Vdi:Qemu:MachineType", "pc-q35-7.2 -device x")]
    [InlineData("Vdi:Qemu:TranslationCacheMiB", "1")]
    [InlineData("Vdi:Qemu:WarmOomScore", "1001")]
    [InlineData("Vdi:Qemu:StartTimeout", "00:00:00")]
    [InlineData("Vdi:Qemu:RunAs", "nobody-of-this-name")]
    public void A_bad_option_is_named_by_its_key(string key, string value)
    {
        using var provider = Provide(("Vdi:DataDirectory", "/var/lib/x"), ("Vdi:RunDirectory", "/run/x"), (key, value));

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<QemuOptions>>().Value);

        Assert.Contains(key, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AcceleratorChoice.Auto, true, true, Accelerator.Kvm, null)]
    [InlineData(AcceleratorChoice.Auto, true, false, Accelerator.Tcg, "neither vmx nor svm")]
    [InlineData(AcceleratorChoice.Auto, false, true, Accelerator.Tcg, "does not exist")]
    [InlineData(AcceleratorChoice.Tcg, true, true, Accelerator.Tcg, "asks for it")]
    public void KVM_is_chosen_only_when_it_works(AcceleratorChoice wanted, bool hasDevice, bool hasFlag, Accelerator expected, string? reason)
    {
        var (choice, why, failure) = Probe(wanted, hasDevice, hasFlag).ChooseAccelerator();

        Assert.Null(failure);
        Assert.Equal(expected, choice);
        Assert.Contains(reason ?? "", why, StringComparison.Ordinal);
    }

    [Fact]
    public void KVM_that_is_asked_for_and_cannot_be_had_is_a_failure()
    {
        var failure = Probe(AcceleratorChoice.Kvm, hasDevice: true, hasFlag: false).ChooseAccelerator().Failure;

        Assert.Contains("Vdi:Qemu:Accelerator asks for KVM, but the processor shows neither vmx nor svm", failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_user_QEMU_runs_as_we_do_without_new_privileges()
    {
        var account = QemuAccount.Resolve(new QemuOptions()).Account!;

        Assert.Equal(["setpriv", "--no-new-privs", "--"], account.Prefix);
        Assert.Null(account.Access.QemuGroup);
    }

    [Fact]
    public void A_launcher_runs_QEMU_as_another_user()
    {
        var options = new QemuOptions { RunAs = "vdi-qemu" };
        options.LauncherCommand.Add("sudo");

        var account = QemuAccount.Resolve(options, Passwd("vdi-qemu:x:990:980::/:/bin/false")).Account!;

        Assert.Equal(["sudo"], account.Prefix);
        Assert.Equal(980u, account.Access.QemuGroup);
    }

    [Fact]
    public void Root_drops_to_the_user_and_others_are_told_what_they_need()
    {
        var (account, error) = QemuAccount.Resolve(new QemuOptions { RunAs = "vdi-qemu" }, Passwd("vdi-qemu:x:990:980::/:/bin/false"));

        if (LibC.EffectiveUser() == 0)
        {
            Assert.Contains("--reuid=990", account!.Prefix);
            Assert.Contains("--regid=980", account.Prefix);
            Assert.Contains("--no-new-privs", account.Prefix);
        }
        else
        {
            Assert.Contains("Vdi:Qemu:LauncherCommand", error, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _files.ForEach(File.Delete);

    private string Passwd(string line) => MakeFile("root:x:0:0:root:/root:/bin/bash\n" + line + "\n");

    private string MakeFile(string text)
    {
        var path = Path.GetTempFileName();
        _files.Add(path);
        File.WriteAllText(path, text);
        return path;
    }

    private QemuProbe Probe(AcceleratorChoice wanted, bool hasDevice, bool hasFlag)
    {
        var cpuInfo = MakeFile($"processor\t: 0\nflags\t\t: fpu {(hasFlag ? "svm " : "")}sse2\n");
        var options = new QemuOptions { Accelerator = wanted };
        return new QemuProbe(options, new QemuAccount([], new Access(null)), new ToolRunner(TimeProvider.System), hasDevice ? "/dev/null" : "/dev/no-such-device", cpuInfo);
    }

    private static ServiceProvider Provide(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)).DistinctBy(pair => pair.Key)).Build();
        foreach (var (key, value) in settings)
        {
            configuration[key] = value;
        }

        return new ServiceCollection().AddVdiHypervisor(configuration).BuildServiceProvider();
    }
}
