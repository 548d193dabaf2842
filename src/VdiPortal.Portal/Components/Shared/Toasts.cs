using Radzen;

namespace VdiPortal.Portal.Components.Shared;

/// <summary>Short words at the edge of the page that something was done; read out by screen readers, gone by themselves.</summary>
public sealed class Toasts(NotificationService notifications)
{
    private const double Milliseconds = 4_000;

    /// <summary>It was done.</summary>
    public void Done(string text) => notifications.Notify(NotificationSeverity.Success, text, "", Milliseconds);

    /// <summary>It could not be done, and why.</summary>
    public void Refused(string text) => notifications.Notify(NotificationSeverity.Error, text, "", Milliseconds * 2);
}
