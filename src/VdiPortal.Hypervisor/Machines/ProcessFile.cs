using System.Text.Json;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Processes;

namespace VdiPortal.Hypervisor.Machines;

/// <summary>The file that says which process is a machine's, or a waiting shell's. It outlives the agent, not a power loss.</summary>
internal static class ProcessFile
{
    /// <summary>Reads it; null when there is none or it is not understood.</summary>
    public static ProcessIdentity? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), MachineRecordJson.Default.ProcessIdentity);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it.</summary>
    public static void Write(string path, ProcessIdentity process) =>
        LinuxFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(process, MachineRecordJson.Default.ProcessIdentity), durable: false);
}
