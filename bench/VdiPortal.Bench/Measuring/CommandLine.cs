using System.Globalization;
using System.Runtime.InteropServices;

namespace VdiPortal.Bench.Measuring;

/// <summary><c>./measure [NAME [--rounds N]]</c>. Ends with 0, with 64 for arguments that are not understood, with 1 when a benchmark could not be run.</summary>
internal static class CommandLine
{
    private const int Usage = 64;

    /// <summary>Runs what the arguments name; without any, lists the names.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is [] or ["--help"])
            return List(Console.Out, 0);
        if (Catalog.All.SingleOrDefault(benchmark => benchmark.Name == arguments[0]) is not { } chosen || Rounds(arguments[1..]) is not { } rounds)
            return List(Console.Error, Usage);

        using var interrupt = new CancellationTokenSource();
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await chosen.RunAsync(new Run(rounds == 0 ? chosen.DefaultRounds : rounds, Console.Out, Console.Error), interrupt.Token);
            return 0;
        }
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync($"{chosen.Name} was not measured: {exception}");
            return 1;
        }

        // What was started is taken down again: products, desktops, browsers.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interrupt.Cancel();
        }
    }

    /// <summary>The rounds asked for; 0 when none are, null when it is not understood.</summary>
    private static int? Rounds(string[] arguments) => arguments switch
    {
        [] => 0,
        ["--rounds", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds > 0 => rounds,
        _ => null,
    };

    private static int List(TextWriter to, int exitCode)
    {
        to.WriteLine("./measure NAME [--rounds N]");
        foreach (var benchmark in Catalog.All)
            to.WriteLine($"  {benchmark.Name,-10} {benchmark.Summary}");
        return exitCode;
    }
}
