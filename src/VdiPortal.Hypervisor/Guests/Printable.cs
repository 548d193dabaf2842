namespace VdiPortal.Hypervisor.Guests;

/// <summary>Makes a guest's or QEMU's words fit to be shown and logged.</summary>
internal static class Printable
{
    /// <summary>Keeps printable characters, makes one space of the rest, and cuts.</summary>
    /// <param name="words">The words.</param>
    /// <param name="maxLength">Characters to keep.</param>
    public static string Clean(string words, int maxLength)
    {
        var printable = string.Create(words.Length, words, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? ' ' : source[i];
            }
        });
        var clean = string.Join(' ', printable.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return clean.Length <= maxLength ? clean : clean[..maxLength] + "...";
    }

    /// <summary>The last line that says something, cleaned and cut; empty when there is none.</summary>
    public static string LastLine(string words, int maxLength) =>
        Clean(words.Split('\n').LastOrDefault(line => !string.IsNullOrWhiteSpace(line)) ?? "", maxLength);
}
