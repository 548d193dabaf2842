namespace VdiPortal.Broker.Auditing;

/// <summary>The names of audited actions. Stable: people search for them.</summary>
public static class AuditActions
{
#pragma warning disable CS1591 // The names speak for themselves.
    public const string SignIn = "signin.password";
    public const string SignInLocked = "signin.locked";
    public const string SignOut = "signin.out";
    public const string SignInRevoked = "signin.revoke";
    public const string Setup = "account.setup";
    public const string PasswordChanged = "account.password";
    public const string UserCreated = "user.create";
    public const string UserChanged = "user.change";
    public const string UserDisabled = "user.disable";
    public const string TokenCreated = "token.create";
    public const string TokenRevoked = "token.revoke";
    public const string Launch = "session.launch";
    public const string SessionContinue = "session.continue";
    public const string SessionPause = "session.pause";
    public const string SessionKeep = "session.keep";
    public const string SessionEnd = "session.end";
    public const string SessionFailed = "session.failed";
    public const string ConsoleOpen = "console.open";
    public const string ConsoleClosed = "console.close";
    public const string ConsoleCut = "console.cut";
    public const string HostJoined = "host.join";
    public const string HostLost = "host.lost";
    public const string HostReturned = "host.return";
    public const string HostChanged = "host.change";
    public const string VmDiscarded = "vm.discard";
    public const string VmDestroyed = "vm.destroy";
    public const string ModuleChanged = "module.change";
    public const string DesktopDeleted = "desktop.delete";
    public const string SettingChanged = "setting.change";
#pragma warning restore CS1591
}
