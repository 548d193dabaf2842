using VdiPortal.Hypervisor.Linux;

namespace VdiPortal.Hypervisor.Replicas;

/// <summary>A file as it was when it was frozen.</summary>
/// <param name="Stamp">What tells quickly whether it is untouched.</param>
/// <param name="Hash">Hash of its content; of memory as <see cref="MemoryImage"/> reckons it.</param>
internal sealed record FrozenFile(FileStamp Stamp, string Hash);
