using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace VdiPortal.Architecture.Tests.Texts;

/// <summary>Finds words for people that stand in the markup of components and not in a resource file: read from what the markup was compiled to.</summary>
internal static partial class LiteralText
{
    private const string Builder = "Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder";

    // Attributes and parameters that people see or hear; all others are for machines.
    private static readonly HashSet<string> Heard = new(StringComparer.OrdinalIgnoreCase)
    {
        "title", "alt", "placeholder", "label", "text", "hint", "aria-label", "aria-description", "aria-valuetext", "aria-roledescription", "data-tip",
    };

    // The form of a one-time code; not a word in any language.
    private static readonly HashSet<string> Allowed = ["xxxx-xxxx-xxxx-xxxx"];

    /// <summary>The literals of an assembly's components, each with the type that has it.</summary>
    public static IEnumerable<string> Find(AssemblyDefinition assembly) =>
        from type in assembly.MainModule.GetTypes()
        from method in type.Methods
        where method.HasBody
        from call in method.Body.Instructions
        where call.Operand is MethodReference { DeclaringType.FullName: Builder }
        from text in Said((MethodReference)call.Operand, call)
        where Letters().IsMatch(text) && !Allowed.Contains(text)
        select $"{type.FullName}: {text}";

    private static IEnumerable<string> Said(MethodReference method, Instruction call) => (method.Name, Literal(call.Previous)) switch
    {
        ("AddContent", { } text) => [text],
        ("AddMarkupContent", { } markup) => [Tag().Replace(markup, " ").Trim(), .. HeardIn(markup)],
        ("AddAttribute" or "AddComponentParameter", { } value) when Literal(call.Previous.Previous) is { } name && Heard.Contains(name) => [value],
        _ => [],
    };

    private static IEnumerable<string> HeardIn(string markup) =>
        Attribute().Matches(markup).Where(match => Heard.Contains(match.Groups["name"].Value)).Select(match => match.Groups["value"].Value);

    private static string? Literal(Instruction? instruction) => instruction?.OpCode == OpCodes.Ldstr ? (string)instruction.Operand : null;

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("(?<name>[a-zA-Z-]+)=\"(?<value>[^\"]*)\"")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\p{L}{2}")]
    private static partial Regex Letters();
}
