using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Mono.Cecil;

namespace VdiPortal.Architecture.Tests.Texts;

/// <summary>All that people read comes from resource files (requirement F9).</summary>
public sealed class LiteralTextTests
{
    [Fact]
    public void No_page_has_words_of_its_own()
    {
        using var assembly = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, "VdiPortal.Portal.dll"));

        Assert.Contains(assembly.MainModule.GetTypes(), type => type.FullName == "VdiPortal.Portal.Components.Home.HomePage");
        Assert.Empty(LiteralText.Find(assembly));
    }

    [Fact]
    public void Words_in_markup_content_attributes_and_parameters_are_found()
    {
        using var assembly = AssemblyDefinition.ReadAssembly(typeof(LiteralTextTests).Assembly.Location);

        var found = LiteralText.Find(assembly).Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]);

        Assert.Equal(["Good day", "Read me", "See me", "Hear me", "Fill me in"], found);
    }

    /// <summary>What the compiler makes of markup with words in it.</summary>
    private sealed class Sample : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.AddContent(0, "Good day");
            builder.AddMarkupContent(1, "<p class=\"calm\" title=\"See me\">Read me</p>");
            builder.OpenElement(2, "button");
            builder.AddAttribute(3, "class", "primary large");
            builder.AddAttribute(4, "aria-label", "Hear me");
            builder.CloseElement();
            builder.OpenComponent<Sample>(5);
            builder.AddComponentParameter(6, "Hint", "Fill me in");
            builder.AddContent(7, " · ");
            builder.CloseComponent();
        }
    }
}
