using System.Reflection;
using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Settings;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Portal.Tests.Resources;

/// <summary>Every text that is asked for exists, for every value that may be put into its key; none is left over (requirement F9).</summary>
public sealed class TextTests
{
    /// <summary>Keys that are put together while the portal runs: with what.</summary>
    public static TheoryData<string, string, string[]> Families => new()
    {
        { "WordTexts", "State.*", Enum.GetNames<SessionState>() },
        { "WordTexts", "Stage.*", Enum.GetNames<LaunchStage>() },
        { "WordTexts", "Failure.*", Enum.GetNames<FailureCode>() },
        { "WordTexts", "Failure.*.Do", Enum.GetNames<FailureCode>() },
        { "WordTexts", "Persistence.*", Enum.GetNames<Persistence>() },
        { "WordTexts", "Persistence.*.Hint", Enum.GetNames<Persistence>() },
        { "WordTexts", "Power.*", Enum.GetNames<PowerState>() },
        { "WordTexts", "Outcome.*", Enum.GetNames<AuditOutcome>() },
        { "WordTexts", "Audit.*", [.. typeof(AuditActions).GetFields(BindingFlags.Public | BindingFlags.Static).Select(action => (string)action.GetRawConstantValue()!)] },
        { "HostTexts", "Shortage.*", Enum.GetNames<PoolShortage>() },
        { "ModuleTexts", "Day.*", [.. Enum.GetNames<WeekDays>().Except([nameof(WeekDays.None)])] },
        { "ModuleTexts", "Pool.Spread.*", Enum.GetNames<PoolSpread>() },
        { "ModuleTexts", "Pool.Point.*", Enum.GetNames<PoolPoint>() },
        { "ModuleTexts", "Pool.Point.*.Hint", Enum.GetNames<PoolPoint>() },
        { "HostTexts", "State.*", Enum.GetNames<HostState>() },
        { "PeopleTexts", "Role.*", Enum.GetNames<Role>() },
        { "PeopleTexts", "Role.*.Hint", Enum.GetNames<Role>() },
        { "PeopleTexts", "Refused.*", [.. Enum.GetNames<UserOutcome>().Except([nameof(UserOutcome.Done)])] },
        { "EntryTexts", "Problem.*", [.. Enum.GetNames<SetupResult>().Except([nameof(SetupResult.Done)])] },
        { "SettingTexts", "*.Text", [.. typeof(SystemSettings).GetConstructors().MaxBy(made => made.GetParameters().Length)!.GetParameters().Select(value => value.Name!)] },
        { "ActivityTexts", "Right.*", Enum.GetNames<Broker.Consoles.ConsoleRight>() },
    };

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_value_has_its_words(string file, string key, string[] values)
    {
        Assert.Contains(TextUse.All, use => use.File == file && use.Key == key);
        var missing = values.Select(value => key.Replace("*", value, StringComparison.Ordinal)).Except(TextFile.All[file].Texts.Keys);
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_text_that_is_asked_for_exists()
    {
        Assert.True(TextUse.All.Count > 300, $"Only {TextUse.All.Count} places were found.");
        Assert.Empty(TextUse.All
            .Where(use => !TextFile.All[use.File].Texts.Keys.Any(use.Matches))
            .Select(use => $"{use.Where} asks for {use.Key} of {use.File}"));
    }

    [Fact]
    public void No_text_is_left_over()
    {
        // Keys that are kept in a variable or a table are found as words of the source.
        var words = Directory.EnumerateFiles(TextFile.Portal, "*.*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
            .Select(File.ReadAllText).ToList();
        Assert.Empty(TextFile.All.Values.SelectMany(file => file.Texts.Keys
            .Where(key => !TextUse.All.Any(use => use.File == file.Name && use.Matches(key)) && !words.Any(text => text.Contains($"\"{key}\"", StringComparison.Ordinal)))
            .Select(key => $"{file.Name} has {key}")));
    }

    [Fact]
    public void Every_failure_says_what_happened_and_what_to_do_in_whole_sentences()
    {
        var texts = TextFile.All["WordTexts"].Texts;
        Assert.All(Enum.GetNames<FailureCode>(), code =>
        {
            Assert.EndsWith(".", texts[$"Failure.{code}"], StringComparison.Ordinal);
            Assert.EndsWith(".", texts[$"Failure.{code}.Do"], StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Nobody_reads_the_words_of_machine_keepers()
    {
        string[] never = ["domain", "instance", "provision", "VMID"];
        Assert.Empty(TextFile.All.Values.SelectMany(file => file.Texts
            .Where(text => never.Any(word => text.Value.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .Select(text => $"{file.Name}: {text.Key}: {text.Value}")));
    }
}
