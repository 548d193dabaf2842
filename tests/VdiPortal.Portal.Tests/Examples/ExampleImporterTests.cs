using Microsoft.Extensions.DependencyInjection;
using VdiPortal.Broker.Ports;
using VdiPortal.Portal.Examples;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Examples;

/// <summary>Filling an empty catalog from guests' folders.</summary>
public sealed class ExampleImporterTests
{
    [Theory]
    [InlineData(""","ready":{"all":[{"kind":"process","name":"Xorg"}],"deadlineSeconds":60}""", "the ready criterion needs a guest agent, but the guest has none")]
    [InlineData(""","kernel":"vmlinux","ready":{"all":[{"kind":"bootLoader"}],"deadlineSeconds":60}""", "the machine boots its kernel directly")]
    [InlineData(""","ready":{"all":[{"kind":"nonsense"}],"deadlineSeconds":60}""", "the ready criterion is not understood")]
    [InlineData(""","ready":{"all":[{"kind":"delay","seconds":1}],"deadlineSeconds":60},"readyPoints":{"afterOs":{"all":[{"kind":"agent"}],"deadlineSeconds":60}}""", "the ready criterion needs a guest agent")]
    [InlineData(""","ready":{"all":[{"kind":"firmware"}],"deadlineSeconds":60},"readyPoints":{"beforeOs":{"all":[{"kind":"firmware"}],"deadlineSeconds":60}}""", "names a place before the operating system")]
    [InlineData("", "the ready criterion is not understood")]
    public async Task A_template_whose_ready_criterion_makes_no_sense_is_refused_in_words(string members, string words)
    {
        await using var portal = await TestPortal.StartAsync();
        var guests = Directory.CreateTempSubdirectory("vdi-guests-");
        var file = Path.Combine(guests.CreateSubdirectory("mine").FullName, TemplateFile.FileName);
        await File.WriteAllTextAsync(file, $$$"""
            {"name":"mine","title":"Mine","os":"none","osVersion":"1","cpus":1,"memoryMiB":8,"video":"std","width":640,"height":400,"disk":"disk.qcow2"{{{members}}}}
            """);

        var importing = () => ActivatorUtilities.CreateInstance<ExampleImporter>(portal.Services).ImportAsync(guests.FullName, CancellationToken.None);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(importing);
        Assert.StartsWith($"{file} cannot be imported: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Null(await portal.Services.GetRequiredService<ITemplateStore>().FindAsync("mine", CancellationToken.None));
        guests.Delete(recursive: true);
    }
}
