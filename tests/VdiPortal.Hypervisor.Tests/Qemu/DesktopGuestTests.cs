using System.Text;
using VdiPortal.Hypervisor.Guests;
using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Hypervisor.Tests.Qemu;

/// <summary>The guest agent and the screen of a real desktop (requirements B1, B6).</summary>
[Collection(DesktopHost.Collection)]
public sealed class DesktopGuestTests(DesktopHost desktops) : IAsyncLifetime
{
    private IMachine Machine { get; set; } = null!;

    private IGuestAgent Guest => Machine.Guest;

    public async Task InitializeAsync() => Machine = await desktops.GetSharedAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_agent_answers_and_knows_its_host_name()
    {
        Assert.True((await Guest.PingAsync(Patience.Token)).Succeeded);
        Assert.Equal((await RunAsync("/bin/cat", "/proc/sys/kernel/hostname")).Output.Trim(), (await Guest.GetHostNameAsync(Patience.Token)).Value);
    }

    [Fact]
    public async Task A_program_is_run_with_arguments_and_input_as_they_are()
    {
        var result = await Guest.ExecuteAsync(
            new GuestCommand("/bin/sh", ["-c", "cat; echo \"$1\" >&2; exit 3", "sh", "a b 'c' $HOME"], Encoding.UTF8.GetBytes("hällo")), Patience.Token);

        Assert.Equal(new GuestCommandResult(3, null, "hällo", "a b 'c' $HOME\n", Truncated: false), result.Value);
    }

    [Fact]
    public async Task Output_is_cut_at_the_bound()
    {
        var result = await Guest.ExecuteAsync(new GuestCommand("/usr/bin/head", ["-c", "100000", "/dev/zero"], MaxOutputBytes: 1000), Patience.Token);

        Assert.Equal((1000, true), (result.Value!.Output.Length, result.Value.Truncated));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_refused_with_the_agents_words()
    {
        var result = await Guest.ExecuteAsync(new GuestCommand("/no/such/program", []), Patience.Token);

        Assert.Equal(HypervisorFailureKind.GuestRefused, result.Failure?.Kind);
        Assert.Contains("No such file", result.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_read()
    {
        await RunAsync("/bin/sh", "-c", "head -c 300000 /dev/zero | tr '\\0' x >/tmp/long");

        var whole = (await Guest.ReadFileAsync("/tmp/long", 1_000_000, Patience.Token)).Value!;
        var part = (await Guest.ReadFileAsync("/tmp/long", 10, Patience.Token)).Value!;

        Assert.Equal((300_000, false), (whole.Content.Length, whole.Truncated));
        Assert.Equal(("xxxxxxxxxx", true), (Encoding.ASCII.GetString(part.Content.Span), part.Truncated));
        Assert.Equal(HypervisorFailureKind.GuestRefused, (await Guest.ReadFileAsync("/no/such/file", 10, Patience.Token)).Failure?.Kind);
    }

    [Fact]
    public async Task The_clock_is_set()
    {
        var time = new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero);

        Assert.True((await Guest.SetClockAsync(time, Patience.Token)).Succeeded);

        Assert.StartsWith("2031-02-03 04:0", (await RunAsync("/bin/date", "-u", "+%F %T")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paused_guest_is_not_asked()
    {
        Assert.True((await Machine.PauseAsync(Patience.Token)).Succeeded);
        var result = await Guest.PingAsync(Patience.Token);
        Assert.True((await Machine.ResumeAsync(Patience.Token)).Succeeded);

        Assert.Equal(HypervisorFailureKind.GuestUnavailable, result.Failure?.Kind);
        Assert.Contains("paused", result.Failure!.Message, StringComparison.Ordinal);
        Assert.True((await Guest.PingAsync(Patience.Token)).Succeeded);
    }

    [Theory]
    [InlineData(null, 1280, 800)]
    [InlineData(320, 320, 200)]
    [InlineData(4000, 1280, 800)]
    public async Task A_screenshot_has_the_right_size(int? maxWidth, int width, int height)
    {
        var shot = (await Machine.ScreenshotAsync(maxWidth, Patience.Token)).Value!;

        Assert.Equal((width, height), (shot.Width, shot.Height));
        Assert.Equal((width, height), SizeOfPng(shot.Png.Span));
    }

    [Fact]
    public async Task A_screenshot_that_is_too_small_is_refused() =>
        Assert.Equal(HypervisorFailureKind.BadSpec, (await Machine.ScreenshotAsync(0, Patience.Token)).Failure?.Kind);

    private static (int Width, int Height) SizeOfPng(ReadOnlySpan<byte> png) =>
        (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png[16..]), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png[20..]));

    private async Task<GuestCommandResult> RunAsync(string path, params string[] arguments)
    {
        var result = await Guest.ExecuteAsync(new GuestCommand(path, arguments), Patience.Token);
        Assert.True(result.Succeeded, result.Failure?.Message);
        return result.Value;
    }
}
