using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Portal.Tests.Components.Fakes;

/// <summary>Hosts that do nothing unless told to.</summary>
public sealed class FakeLink : IHostLink
{
    public Action<Vm> Pushed { get; set; } = _ => { };

    public Func<Vm, byte[]?> Screen { get; set; } = _ => null;

    public void Push(Vm vm) => Pushed(vm);

    public Task<byte[]?> ScreenshotAsync(Vm vm, int maxWidth, CancellationToken cancellation) => Task.FromResult(Screen(vm));
}
