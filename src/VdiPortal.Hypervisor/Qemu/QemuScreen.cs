using System.Net.Sockets;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Qmp;
using VdiPortal.Hypervisor.Screens;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>
/// Takes pictures of a machine's screen. Through the rescue monitor, connected for each, so that a picture never makes a resume wait; in
/// QEMU's plainest format, because compressing is done here and not in QEMU's main loop.
/// </summary>
internal sealed class QemuScreen(MachinePaths paths, int pid, QmpOptions options, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly QmpCommand _dump = QmpCommand.Create("screendump", json => json.WriteString("filename", paths.Screen));

    /// <summary>Takes a picture.</summary>
    public async Task<HypervisorResult<Picture>> CaptureAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await DumpAsync(cancellationToken) is { } error ? Failed(error.Description) : Read();
        }
        catch (Exception e) when (e is SocketException || StorageFailure.Understands(e))
        {
            return Failed(e.Message);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static HypervisorFailure Failed(string why) => new(HypervisorFailureKind.MonitorFailed, $"The screen could not be captured: {why}");

    private async Task<QmpError?> DumpAsync(CancellationToken cancellationToken)
    {
        var stream = await UnixConnection.ConnectAsync(paths.Rescue, pid, cancellationToken);
        var (client, error) = await QmpClient.ConnectAsync(stream, options, _ => { }, time, cancellationToken);
        if (client is null)
        {
            return error;
        }

        await using (client)
        {
            return (await client.ExecuteAsync(_dump, cancellationToken)).Error;
        }
    }

    private HypervisorResult<Picture> Read()
    {
        using var file = LinuxFile.OpenRegular(paths.Screen);
        var length = RandomAccess.GetLength(file);
        if (length > PpmReader.MaxFileBytes)
        {
            return Failed("it is too large.");
        }

        var bytes = new byte[length];
        var count = RandomAccess.Read(file, bytes, 0);
        File.Delete(paths.Screen);
        return PpmReader.TryRead(bytes.AsMemory(0, count)) is { } picture ? picture : Failed("QEMU's picture is not understood.");
    }
}
