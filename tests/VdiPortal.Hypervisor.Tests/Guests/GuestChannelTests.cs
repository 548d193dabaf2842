using VdiPortal.Hypervisor.Guests;
using VdiPortal.Hypervisor.Linux;

namespace VdiPortal.Hypervisor.Tests.Guests;

public sealed class GuestChannelTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), "vdi-fifo-" + Guid.NewGuid().ToString("N"));
    private readonly DescriptorWatcher _watcher = new();
    private readonly FileStream _writer;

    public GuestChannelTests()
    {
        LinuxFile.MakeFifo(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        // As QEMU does it: for reading too, so that what is written stays while nobody else reads.
        _writer = new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(LibC.Open(_path, 2, 0), ownsHandle: true), FileAccess.ReadWrite, bufferSize: 0);
    }

    [Fact]
    public async Task A_marker_is_reported_when_it_is_written()
    {
        var seen = new TaskCompletionSource<string>();
        using var channel = new GuestChannel(_path, ["READY"], text => seen.TrySetResult(text), _watcher);

        Write("one REA");
        Write("DY two");

        Assert.Equal("READY", await seen.Task.WaitAsync(Patience.Long));
    }

    [Fact]
    public async Task A_marker_that_was_written_before_anyone_read_is_found()
    {
        Write("one READY two");
        var seen = new TaskCompletionSource<string>();

        using var channel = new GuestChannel(_path, ["READY"], text => seen.TrySetResult(text), _watcher);

        await seen.Task.WaitAsync(Patience.Long);
    }

    [Fact]
    public async Task A_marker_whose_first_half_one_reader_saw_is_found_by_the_next()
    {
        Write("some words, then REA");
        using (var first = new GuestChannel(_path, ["READY"], _ => { }, _watcher))
        {
            first.Drain();
            Assert.EndsWith("then ", first.Tail, StringComparison.Ordinal);
        }

        Write("DY");
        var seen = new TaskCompletionSource<string>();
        using var second = new GuestChannel(_path, ["READY"], text => seen.TrySetResult(text), _watcher);

        await seen.Task.WaitAsync(Patience.Long);
    }

    [Fact]
    public void A_marker_is_still_in_the_pipe_while_it_is_being_acted_on()
    {
        var left = "";
        using var peeker = new PipePeeker();
        using var pipe = LinuxFile.OpenFifo(_path);
        using var channel = new GuestChannel(
            _path,
            ["READY"],
            _ =>
            {
                var piece = new byte[100];
                left = System.Text.Encoding.ASCII.GetString(piece, 0, peeker.Peek(pipe, piece));
            },
            _watcher);

        Write("READY");
        channel.Drain();
        channel.Drain();

        Assert.Equal("READY", left);
    }

    [Fact]
    public async Task A_guest_that_writes_without_end_is_read_without_end_and_only_the_tail_is_kept()
    {
        using var channel = new GuestChannel(_path, [], _ => { }, _watcher);
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                Write(new string('x', 10_000));
            }

            Write("the end");
        });

        await writing.WaitAsync(Patience.Long);
        channel.Drain();

        Assert.Equal(4096, channel.Tail.Length);
        Assert.EndsWith("the end", channel.Tail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_in_place_of_the_pipe_is_not_followed()
    {
        var link = _path + ".link";
        File.CreateSymbolicLink(link, "/etc/passwd");

        Assert.Throws<IOException>(() => LinuxFile.OpenFifo(link));
        Assert.Throws<IOException>(() => LinuxFile.OpenRegular(link));
        Assert.Throws<IOException>(() => LinuxFile.OpenFifo("/etc/passwd"));
        File.Delete(link);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _watcher.Dispose();
        File.Delete(_path);
    }

    private void Write(string text) => _writer.Write(System.Text.Encoding.ASCII.GetBytes(text));
}
