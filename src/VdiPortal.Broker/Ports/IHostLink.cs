using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Ports;

/// <summary>The way to the hosts whose connections this replica holds.</summary>
public interface IHostLink
{
    /// <summary>
    /// Sends the VM's wish at once if this replica holds its host's connection; otherwise nothing happens here, the change feed has told the
    /// replica that does. Never throws for a host that is away.
    /// </summary>
    void Push(Vm vm);

    /// <summary>A picture of the VM's screen as PNG, at most <paramref name="maxWidth"/> pixels wide; null when it cannot be had now.</summary>
    Task<byte[]?> ScreenshotAsync(Vm vm, int maxWidth, CancellationToken cancellation);
}
