using System.Diagnostics;
using System.Security.Cryptography;
using VdiPortal.Hypervisor.Images;
using VdiPortal.TestKit.Guests;

namespace VdiPortal.Hypervisor.Tests.Images;

/// <summary>The image store (requirement A12) and hostile files (CVE-2024-32498).</summary>
public sealed class ImageStoreTests : IAsyncLifetime
{
    private readonly string _scratch = Path.Combine(Path.GetTempPath(), "vdi-img-" + Guid.NewGuid().ToString("N")[..10]);
    private TestHost _host = null!;

    private IImageStore Images => _host.Hypervisor.Images;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_scratch);
        _host = await TestHost.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_scratch, recursive: true);
    }

    [Fact]
    public async Task An_imported_image_is_named_by_its_content_and_read_only()
    {
        var source = Path.Combine(BuiltGuest.Paint.Directory, BuiltGuest.Paint.Template.Disk);
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(source)));

        var info = (await Images.ImportAsync(source, "qcow2")).Value!;

        Assert.Equal(new ImageRef(hash, "qcow2"), info.Image);
        Assert.Equal((new FileInfo(source).Length, 1 << 20), (info.FileBytes, info.VirtualBytes));
        Assert.Equal("444", Convert.ToString((int)File.GetUnixFileMode(_host.Layout.Image(hash)), 8));
        Assert.Equal(info, Assert.Single(Images.List()));
        Assert.Equal(info, (await Images.VerifyAsync(info.Image, ImageCheck.Full)).Value);
        Assert.DoesNotContain(Directory.EnumerateFiles(_host.Layout.Images), path => Path.GetFileName(path).StartsWith('.'));
    }

    [Fact]
    public async Task Progress_reaches_the_whole()
    {
        var reports = new List<FillProgress>();

        await Images.ImportAsync(Raw("disk.raw", 3_000_000), "raw", new Reports(reports));

        Assert.Equal((FillStep.Copying, 3_000_000, 100), (reports[^1].Step, reports[^1].DoneBytes, reports[^1].Percent));
        Assert.True(reports.Count > 1);
    }

    [Fact]
    public async Task Importing_again_or_through_a_link_gives_the_same()
    {
        var source = Raw("disk.raw", 100_000);
        var link = Path.Combine(_scratch, "link");
        File.CreateSymbolicLink(link, source);

        var first = (await Images.ImportAsync(source, "raw")).Value;

        Assert.Equal(first, (await Images.ImportAsync(link, "raw")).Value);
    }

    [Fact]
    public async Task An_altered_image_can_be_imported_again()
    {
        var source = Raw("disk.raw", 100_000);
        var image = (await Images.ImportAsync(source, "raw")).Value!.Image;
        Alter(image);
        Assert.Equal(HypervisorFailureKind.ImageAltered, (await Images.VerifyAsync(image, ImageCheck.Quick)).Failure?.Kind);

        Assert.True((await Images.ImportAsync(source, "raw")).Succeeded);

        Assert.True((await Images.VerifyAsync(image, ImageCheck.Full)).Succeeded);
    }

    [Fact]
    public async Task A_file_that_was_only_touched_is_still_good()
    {
        var image = (await Images.ImportAsync(Raw("disk.raw", 100_000), "raw")).Value!.Image;
        File.SetLastWriteTimeUtc(_host.Layout.Image(image.Sha256), DateTime.UnixEpoch);

        Assert.True((await Images.VerifyAsync(image, ImageCheck.Quick)).Succeeded);
        Assert.True((await Images.VerifyAsync(image, ImageCheck.Quick)).Succeeded);
    }

    [Fact]
    public async Task A_change_with_the_old_length_and_time_is_noticed()
    {
        var image = (await Images.ImportAsync(Raw("disk.raw", 100_000), "raw")).Value!.Image;
        var path = _host.Layout.Image(image.Sha256);
        var time = File.GetLastWriteTimeUtc(path);
        Alter(image);
        File.SetLastWriteTimeUtc(path, time);

        Assert.Equal(HypervisorFailureKind.ImageAltered, (await Images.VerifyAsync(image, ImageCheck.Quick)).Failure?.Kind);
    }

    [Fact]
    public async Task An_image_that_was_removed_is_missing()
    {
        var image = (await Images.ImportAsync(Raw("disk.raw", 100_000), "raw")).Value!.Image;
        File.Delete(_host.Layout.Image(image.Sha256));

        Assert.Equal(HypervisorFailureKind.ImageMissing, (await Images.VerifyAsync(image, ImageCheck.Quick)).Failure?.Kind);
        Assert.Equal(HypervisorFailureKind.ImageMissing, (await Images.VerifyAsync(image with { Format = "qcow2" }, ImageCheck.Quick)).Failure?.Kind);
        Assert.Equal(HypervisorFailureKind.ImageMissing, (await Images.VerifyAsync(new ImageRef("../../etc/passwd", "raw"), ImageCheck.Full)).Failure?.Kind);
    }

    [Theory]
    [InlineData("-b /etc/passwd -F raw disk.qcow2 1M", "backing file")]
    [InlineData("-o data_file=/etc/passwd,data_file_raw=on disk.qcow2 1M", "data in another file")]
    [InlineData("--object secret,id=s,data=abcdefgh -o encrypt.format=aes,encrypt.key-secret=s disk.qcow2 1M", "encrypted")] // LUKS measures the CPU, which fails on a busy one
    [InlineData("disk.qcow2 3T", "larger than 2048 GiB")]
    public async Task Files_that_reach_elsewhere_or_are_absurd_are_refused(string create, string words)
    {
        // The data file is made by qemu-img: give it one of ours.
        var path = await QemuImgAsync(create.Replace("data_file=/etc/passwd", "data_file=" + Path.Combine(_scratch, "data"), StringComparison.Ordinal));

        await RefusesAsync(path, "qcow2", words);
    }

    [Fact]
    public async Task Files_that_are_not_what_they_are_said_to_be_are_refused()
    {
        await RefusesAsync(Raw("disk.raw", 100_000), "qcow2", "no qcow2 file");
        await RefusesAsync(Raw("empty.raw", 0), "raw", "it is empty");
        await RefusesAsync(Raw("disk.vmdk", 1000), "vmdk", "neither qcow2 nor raw");
        var path = await QemuImgAsync("disk.qcow2 1M");
        await using (var file = new FileStream(path, FileMode.Open))
        {
            // Clusters of 2^60 bytes.
            file.Position = 20;
            file.Write([0, 0, 0, 60]);
        }

        await RefusesAsync(path, "qcow2", "qemu-img says");
    }

    [Fact]
    public async Task What_is_no_file_is_missing()
    {
        Assert.Equal(HypervisorFailureKind.ImageMissing, (await Images.ImportAsync(Path.Combine(_scratch, "nothing"), "raw")).Failure?.Kind);
        Assert.False((await Images.ImportAsync(_scratch, "raw")).Succeeded);
        Assert.False((await Images.ImportAsync("/dev/zero", "raw")).Succeeded);
    }

    [Fact]
    public async Task Giving_up_leaves_nothing_behind()
    {
        using var givingUp = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Images.ImportAsync(Raw("disk.raw", 5_000_000), "raw", new Cancelling(givingUp), givingUp.Token));

        Assert.Empty(Directory.EnumerateFiles(_host.Layout.Images, ".import-*"));
        Assert.Single(Images.List());
    }

    private async Task RefusesAsync(string path, string format, string words)
    {
        var result = await Images.ImportAsync(path, format);

        Assert.Equal(HypervisorFailureKind.ImageRefused, result.Failure?.Kind);
        Assert.Contains(words, result.Failure!.Message, StringComparison.Ordinal);
        Assert.Single(Images.List());
    }

    private async Task<string> QemuImgAsync(string arguments)
    {
        var start = new ProcessStartInfo("qemu-img", "create -q -f qcow2 " + arguments) { WorkingDirectory = _scratch };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(Patience.Token);
        Assert.Equal(0, process.ExitCode);
        return Path.Combine(_scratch, "disk.qcow2");
    }

    private string Raw(string name, int length)
    {
        var path = Path.Combine(_scratch, name);
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private void Alter(ImageRef image)
    {
        var path = _host.Layout.Image(image.Sha256);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var file = new FileStream(path, FileMode.Open);
        var first = file.ReadByte();
        file.Position = 0;
        file.WriteByte((byte)~first);
    }

    private sealed class Reports(List<FillProgress> reports) : IProgress<FillProgress>
    {
        public void Report(FillProgress value) => reports.Add(value);
    }

    private sealed class Cancelling(CancellationTokenSource source) : IProgress<FillProgress>
    {
        public void Report(FillProgress value) => source.Cancel();
    }
}
