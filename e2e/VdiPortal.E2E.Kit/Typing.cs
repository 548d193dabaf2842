using Microsoft.Playwright;

namespace VdiPortal.E2E.Kit;

/// <summary>Types as hands do on a US keyboard: with the Shift key where a character needs it. The guest sees keys, not characters.</summary>
internal static class Typing
{
    private const string Shifted = "~!@#$%^&*()_+{}|:\"<>?";

    private static readonly string[] Keys =
    [
        "Backquote", "Digit1", "Digit2", "Digit3", "Digit4", "Digit5", "Digit6", "Digit7", "Digit8", "Digit9", "Digit0", "Minus", "Equal",
        "BracketLeft", "BracketRight", "Backslash", "Semicolon", "Quote", "Comma", "Period", "Slash",
    ];

    public static async Task TypeAsync(IKeyboard keyboard, string text)
    {
        foreach (var letter in text)
            await keyboard.PressAsync(KeyFor(letter), new() { Delay = 15 });
    }

    private static string KeyFor(char letter) => letter switch
    {
        '\n' => "Enter",
        ' ' => "Space",
        _ when char.IsAsciiLetterUpper(letter) => $"Shift+{letter}",
        _ when Shifted.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var index => $"Shift+{Keys[index]}",
        _ => letter.ToString(),
    };
}
