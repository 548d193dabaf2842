namespace VdiPortal.Hypervisor.Images;

/// <summary>How thoroughly an image is compared with what was imported.</summary>
public enum ImageCheck
{
    /// <summary>File number, length and times, as before each boot: microseconds.</summary>
    Quick,

    /// <summary>Also the whole content's hash, as at start and when scrubbing: seconds.</summary>
    Full,
}
