using VdiPortal.Setup.Tests.Support;

namespace VdiPortal.Setup.Tests.Results;

/// <summary>How <c>./test</c> counts. A run of a project is: total, executed and passed tests of its TRX, and its exit code.</summary>
public sealed class CountingTests
{
    [Theory]
    [InlineData("3/3/3:0", "3 passed, 0 failed", 0)]
    [InlineData("3/3/3:0 4/4/4:0", "7 passed, 0 failed", 0)]
    [InlineData("3/3/2:1", "2 passed, 1 failed", 1)]
    [InlineData("3/3/2:1 4/4/4:0", "6 passed, 1 failed", 1)]
    [InlineData("5/3/3:0", "3 passed, 0 failed, 2 skipped", 0)]
    [InlineData("5/5/5:1", "5 passed, 1 failed", 1)]
    [InlineData("5/3/3:134 4/4/4:0", "7 passed, 1 failed, 2 skipped", 1)]
    [InlineData("none:1 4/4/4:0", "4 passed, 1 failed", 1)]
    [InlineData("none:0", "0 passed, 0 failed", 1)]
    [InlineData("0/0/0:0", "0 passed, 0 failed", 1)]
    public async Task What_was_run_is_counted_and_a_crash_is_a_failure(string runs, string line, int code)
    {
        await using var checkout = await Checkout.MakeAsync();
        var counts = runs.Split(' ').Select((run, index) => Count(checkout, run, index));

        var result = await checkout.ShellAsync("say results", $"{string.Join('\n', counts)}\nsay_results");

        Assert.Equal(line, result.Lines[^1]);
        Assert.Equal(code, result.Code);
    }

    [Fact]
    public async Task A_crashed_project_is_named_with_its_exit_code()
    {
        await using var checkout = await Checkout.MakeAsync();

        var result = await checkout.ShellAsync("say results", Count(checkout, "5/3/3:134", 0));

        Assert.Equal("Project0 ended with exit code 134 after 3 tests\n", result.Output);
    }

    private static string Count(Checkout checkout, string run, int index)
    {
        var (numbers, code) = (run.Split(':')[0], run.Split(':')[1]);
        if (numbers.Split('/') is [var total, var executed, var passed])
        {
            checkout.Write($"{index}.trx", $"""
                <?xml version="1.0" encoding="utf-8"?>
                <TestRun>
                  <ResultSummary outcome="Completed">
                    <Counters total="{total}" executed="{executed}" passed="{passed}" failed="0" error="0" notExecuted="0" />
                  </ResultSummary>
                </TestRun>
                """);
        }

        return $"count_results Project{index} {checkout.PathOf($"../{index}.trx")} {code}";
    }
}
