namespace VdiPortal.Hypervisor;

/// <summary>How far a machine's or an image's making has come (requirement A3).</summary>
/// <param name="Step">What is being done.</param>
/// <param name="DoneBytes">Bytes dealt with in this step.</param>
/// <param name="TotalBytes">Bytes of this step, or zero when it is not counted in bytes.</param>
public readonly record struct FillProgress(FillStep Step, long DoneBytes = 0, long TotalBytes = 0)
{
    /// <summary>Whole per cent of the step, 0..100; zero when the step is not counted in bytes.</summary>
    public int Percent => TotalBytes <= 0 ? 0 : (int)Math.Clamp(DoneBytes * 100.0 / TotalBytes, 0, 100);
}
