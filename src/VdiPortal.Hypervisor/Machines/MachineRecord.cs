using System.Globalization;
using System.Text;
using System.Text.Json;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Processes;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Machines;

/// <summary>
/// A machine's files: spec and generation, which survive power loss, process and progress, which survive the agent. Each is replaced whole.
/// </summary>
internal sealed class MachineRecord(MachinePaths paths)
{
    private readonly Lock _progressTurn = new();

    /// <summary>Makes the machine's directory; it appears with the spec in it or not at all.</summary>
    /// <exception cref="IOException">The directory exists already, or the disk is full.</exception>
    public void Create(MachineSpec spec) => Create(spec, null, null);

    /// <summary>Makes the directory of a machine whose process runs already.</summary>
    /// <exception cref="IOException">The directory exists already, or the disk is full.</exception>
    public void Create(MachineSpec spec, ProcessIdentity? process, MachineProgress? progress)
    {
        DeleteTree(paths.StagedDirectory);
        try
        {
            Access.MakePrivateDirectory(paths.StagedDirectory);
            LinuxFile.Replace(Staged(paths.Spec), Encode(spec), durable: true);
            LinuxFile.Replace(Staged(paths.Generation), Encode(spec.Generation), durable: true);
            if (process is not null && progress is not null)
            {
                ProcessFile.Write(Staged(paths.Process), process);
                WriteProgress(Staged(paths.Progress), progress);
            }

            Directory.Move(paths.StagedDirectory, paths.Directory);
            LinuxFile.FlushDirectory(Path.GetDirectoryName(paths.Directory)!);
        }
        finally
        {
            DeleteTree(paths.StagedDirectory);
        }
    }

    /// <summary>Removes the machine's directory; it disappears at once, whatever happens on the way.</summary>
    public void Delete()
    {
        if (!Directory.Exists(paths.Directory))
        {
            return;
        }

        DeleteTree(paths.StagedDirectory);
        Directory.Move(paths.Directory, paths.StagedDirectory);
        DeleteTree(paths.StagedDirectory);
    }

    /// <summary>Reads the spec.</summary>
    /// <exception cref="JsonException">It is not understood.</exception>
    public MachineSpec ReadSpec() => HypervisorJson.ReadSpec(File.ReadAllText(paths.Spec));

    /// <summary>Replaces the spec.</summary>
    public void WriteSpec(MachineSpec spec) => LinuxFile.Replace(paths.Spec, Encode(spec), durable: true);

    /// <summary>Reads the generation.</summary>
    /// <exception cref="FormatException">It is not understood.</exception>
    public long ReadGeneration() => long.Parse(File.ReadAllText(paths.Generation), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);

    /// <summary>Replaces the generation.</summary>
    public void WriteGeneration(long generation) => LinuxFile.Replace(paths.Generation, Encode(generation), durable: true);

    /// <summary>Reads which process is the machine's, or null when none was recorded that is understood.</summary>
    public ProcessIdentity? ReadProcess() => ProcessFile.Read(paths.Process);

    /// <summary>Records which process is the machine's.</summary>
    public void WriteProcess(ProcessIdentity process) => ProcessFile.Write(paths.Process, process);

    /// <summary>Reads what the machine has been through.</summary>
    public MachineProgress ReadProgress() =>
        (File.Exists(paths.Progress) ? JsonSerializer.Deserialize(File.ReadAllBytes(paths.Progress), MachineRecordJson.Default.MachineProgress) : null)
        ?? MachineProgress.None;

    /// <summary>Changes what the machine has been through.</summary>
    public void UpdateProgress(Func<MachineProgress, MachineProgress> change)
    {
        lock (_progressTurn)
        {
            WriteProgress(paths.Progress, change(ReadProgress()));
        }
    }

    /// <summary>Removes a directory and what is in it, if there is one. Links in it are removed, not followed.</summary>
    public static void DeleteTree(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static void WriteProgress(string path, MachineProgress progress) =>
        LinuxFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(progress, MachineRecordJson.Default.MachineProgress), durable: false);

    private static byte[] Encode(MachineSpec spec) => Encoding.UTF8.GetBytes(HypervisorJson.Write(spec) + "\n");

    private static byte[] Encode(long generation) => Encoding.UTF8.GetBytes(generation.ToString(CultureInfo.InvariantCulture) + "\n");

    private string Staged(string path) => Path.Combine(paths.StagedDirectory, Path.GetFileName(path));
}
