using VdiPortal.Broker.Consoles;

namespace VdiPortal.Portal.Components.Activity;

/// <summary>A line of the list of open screens.</summary>
/// <param name="Console">The connection.</param>
/// <param name="Desktop">Module and user of the session that is looked at.</param>
internal sealed record ConsoleRow(ConsoleConnection Console, string Desktop)
{
    public string User => Console.UserName;

    public ConsoleRight Right => Console.Right;

    public string From => Console.From;

    public DateTimeOffset Opened => Console.OpenedAt;
}
