using System.Globalization;

namespace VdiPortal.Broker.Pools;

/// <summary>Times of a schedule's row as text: <c>HH:mm</c>, whatever the language.</summary>
public static class WallTime
{
    /// <summary>The form.</summary>
    public const string Format = "HH:mm";

    /// <summary>Stands for what is no time: not a whole minute, so that <see cref="PoolPolicyRules"/> refuse it.</summary>
    private static readonly TimeOnly Nothing = new(1);

    /// <summary>Writes a time.</summary>
    public static string Write(TimeOnly time) => time.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Reads a time; what is none becomes what the rules refuse.</summary>
    public static TimeOnly Read(string? text) =>
        TimeOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : Nothing;
}
