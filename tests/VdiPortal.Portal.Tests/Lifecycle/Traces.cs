using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Lifecycle;

/// <summary>What is left of a VM on the host.</summary>
internal static class Traces
{
    /// <summary>Files, directories and processes that name it; the note that it was removed is none of them.</summary>
    public static IReadOnlyList<string> Of(TestPortal portal, Guid vm)
    {
        var files = new[] { portal.Data, portal.Run }
            .SelectMany(top => Directory.EnumerateFileSystemEntries(top, "*", SearchOption.AllDirectories))
            .Where(path => path.Contains(vm.ToString("D"), StringComparison.Ordinal) && !path.StartsWith(Path.Combine(portal.Data, "host"), StringComparison.Ordinal));
        return [.. files, .. Processes.With(vm.ToString("D")).Select(pid => $"process {pid}")];
    }
}
