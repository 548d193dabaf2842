using System.Globalization;
using VdiPortal.Broker.Changes;

namespace VdiPortal.Store.Changes;

/// <summary>The text that travels with NOTIFY: sequence, topic, id and scope, with a blank between.</summary>
internal static class ChangePayload
{
    /// <summary>The notice, or null for a text that is none (anybody may send one, and a newer version may know more topics).</summary>
    public static ChangeNotice? Parse(string payload)
    {
        Span<Range> parts = stackalloc Range[5];
        var text = payload.AsSpan();
        return text.Split(parts, ' ') == 4
            && long.TryParse(text[parts[0]], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && Topic(text[parts[1]]) is { } topic
            && Guid.TryParse(text[parts[2]], out var id)
            && Guid.TryParse(text[parts[3]], out var scope)
                ? new ChangeNotice(sequence, topic, id, scope)
                : null;
    }

    /// <summary>The topic of that name, or null.</summary>
    public static ChangeTopic? Topic(ReadOnlySpan<char> name) =>
        Enum.TryParse<ChangeTopic>(name, out var topic) && Enum.IsDefined(topic) ? topic : null;
}
