using System.Security.Cryptography;
using System.Text.Json;
using VdiPortal.Broker.Consoles;
using VdiPortal.Gateway;
using VdiPortal.Vir;
using VdiPortal.Vir.Consoles;

namespace VdiPortal.Bench.Consoles;

/// <summary>What the portal's hub says to the agent, and the key with which both trust each other.</summary>
internal sealed class HostDesk : IConsoleTokenIssuer, IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConsoleScene _scene;
    private readonly ConsoleTokenSigner _signer;

    /// <summary>Makes a key.</summary>
    public HostDesk(ConsoleScene scene) => (_scene, _signer) = (scene, new ConsoleTokenSigner(_key));

    /// <summary>Completes when the agent has said that the VM runs.</summary>
    public Task Running => _running.Task;

    /// <summary>The answer to an agent that registers.</summary>
    public Welcome Welcome => new(VirProtocol.Version, _scene.Host.Id.Value, _signer.PublicKey.ToArray());

    /// <summary>The one wish: the VM shall run.</summary>
    public Wish Wish => new(_scene.Vm.Id.Value, _scene.Vm.Generation, WishTarget.Run, Spec);

    private static VmSpec Spec => new(
        1, 384, "virtio", 1280, 800, new Image(new string('a', 64), "qcow2", 1), null, null, null, false,
        JsonSerializer.SerializeToElement(new { all = new[] { new { kind = "delay", seconds = 1 } }, deadlineSeconds = 60 }), null, false);

    /// <summary>Takes the agent's word.</summary>
    public void Take(IReadOnlyList<VmStatus> vms)
    {
        if (vms.Any(vm => vm.VmId == _scene.Vm.Id.Value && vm.Power == VmPower.Running && vm.Generation == _scene.Vm.Generation))
            _running.TrySetResult();
    }

    /// <inheritdoc/>
    public Task<string> IssueAsync(ConsoleGrant grant, CancellationToken cancellation) => Task.FromResult(_signer.Sign(new ConsoleToken(
        grant.HostId.Value, grant.Vm.Id.Value, grant.Vm.Generation, ConsoleAccess.Control, grant.Connection.Id.Value,
        TimeProvider.System.GetUtcNow() + ConsoleProtocol.TokenLifetime, Guid.NewGuid())));

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
