using System.Globalization;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>As whom QEMU runs, and how it gets there. The privileges go before QEMU is executed, so that its sandbox can forbid the rest.</summary>
/// <param name="Prefix">Command that runs its further arguments as that user without new privileges.</param>
/// <param name="Access">The rights on disk that follow.</param>
internal sealed record QemuAccount(IReadOnlyList<string> Prefix, Access Access)
{
    /// <summary>Works it out.</summary>
    /// <returns>The account, or what is wrong with the options, naming the key.</returns>
    public static (QemuAccount? Account, string? Error) Resolve(QemuOptions options, string passwd = "/etc/passwd")
    {
        var launcher = options.LauncherCommand.ToArray();
        var own = LibC.EffectiveUser();
        var user = string.IsNullOrEmpty(options.RunAs) ? null : FindUser(options.RunAs, passwd);
        if (user is null && !string.IsNullOrEmpty(options.RunAs))
        {
            return (null, $"Vdi:Qemu:RunAs names the user '{options.RunAs}', which does not exist. Create it (adduser --system --group {options.RunAs}) or leave the key empty.");
        }

        if (user is null || user.Id == own)
        {
            return (new QemuAccount(launcher.Length > 0 ? launcher : ["setpriv", "--no-new-privs", "--"], new Access(null)), null);
        }

        return (launcher.Length, own) switch
        {
            ( > 0, _) => (new QemuAccount(launcher, new Access(user.Group)), null),
            (0, 0) => (new QemuAccount(DropTo(user), new Access(user.Group)), null),
            _ => (null, $"Vdi:Qemu:RunAs names the user '{options.RunAs}', but VdiPortal does not run as root. Set Vdi:Qemu:LauncherCommand to a command that may start QEMU as that user, or leave Vdi:Qemu:RunAs empty."),
        };
    }

    // --init-groups gives access to /dev/kvm when the user is a member of its group.
    private static string[] DropTo(User user) =>
        [$"setpriv", $"--reuid={user.Id}", $"--regid={user.Group}", "--init-groups", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs", "--"];

    private static User? FindUser(string name, string passwd) =>
        File.ReadLines(passwd)
            .Select(line => line.Split(':'))
            .Where(fields => fields.Length >= 4 && fields[0] == name)
            .Select(fields => new User(uint.Parse(fields[2], CultureInfo.InvariantCulture), uint.Parse(fields[3], CultureInfo.InvariantCulture)))
            .FirstOrDefault();

    private sealed record User(uint Id, uint Group);
}
