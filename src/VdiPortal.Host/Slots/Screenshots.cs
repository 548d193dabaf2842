using VdiPortal.Vir;

namespace VdiPortal.Host.Slots;

/// <summary>Takes pictures of VMs' screens, a few at a time.</summary>
internal sealed class Screenshots(SlotEngine engine) : IDisposable
{
    private const int Narrowest = 16;
    private const int Widest = 1_920;
    private const int AtATime = 2;

    /// <summary>Longest picture that fits into a message as base64.</summary>
    private const int MaxBytes = (VirProtocol.MaxMessageBytes - 1_024) / 4 * 3;

    private readonly SemaphoreSlim _gate = new(AtATime);

    /// <summary>Takes a picture.</summary>
    /// <param name="vm">Of which VM.</param>
    /// <param name="maxWidth">Its width in pixels at most; brought into 16..1,920.</param>
    /// <returns>A PNG file; empty when there is none now.</returns>
    public async Task<byte[]> TakeAsync(Guid vm, int maxWidth)
    {
        await _gate.WaitAsync();
        try
        {
            if (engine.Find(vm)?.Machine is not { } machine)
                return [];

            var picture = await machine.ScreenshotAsync(Math.Clamp(maxWidth, Narrowest, Widest));
            return picture.Succeeded && picture.Value.Png.Length <= MaxBytes ? picture.Value.Png.ToArray() : [];
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();
}
