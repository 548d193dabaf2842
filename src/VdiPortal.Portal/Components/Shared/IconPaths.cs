using System.Collections.Frozen;

namespace VdiPortal.Portal.Components.Shared;

/// <summary>The drawings, as strokes on a field of 24 by 24.</summary>
internal static class IconPaths
{
    private static readonly FrozenDictionary<string, string> Paths = new Dictionary<string, string>
    {
        ["activity"] = "<path d='M3 12h4l3 8 4-16 3 8h4'/>",
        ["alert"] = "<path d='M12 3.5 2.5 20h19z'/><path d='M12 10v4.5M12 17.5v.01'/>",
        ["arrow-left"] = "<path d='M19 12H5M11 6l-6 6 6 6'/>",
        ["arrow-right"] = "<path d='M5 12h14M13 6l6 6-6 6'/>",
        ["check"] = "<path d='m5 12.5 4.5 4.5L19 7.5'/>",
        ["chevron-down"] = "<path d='m6 9 6 6 6-6'/>",
        ["clipboard"] = "<rect x='5' y='4.5' width='14' height='16.5' rx='2'/><path d='M9 3h6v3H9zM9 11h6M9 15h4'/>",
        ["clock"] = "<circle cx='12' cy='12' r='8.5'/><path d='M12 7v5l3.2 2'/>",
        ["copy"] = "<rect x='9' y='9' width='11' height='11' rx='2'/><path d='M5 15H4V5a1 1 0 0 1 1-1h10v1'/>",
        ["download"] = "<path d='M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 20h15'/>",
        ["edit"] = "<path d='M4 20h4L19.5 8.5l-4-4L4 16z'/><path d='m13 7 4 4'/>",
        ["expand"] = "<path d='M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5'/>",
        ["filter"] = "<path d='M4 6h16M7 12h10M10 18h4'/>",
        ["fit"] = "<rect x='3' y='5' width='18' height='14' rx='2'/><path d='M7 9.5v5M17 9.5v5M7 12h3M14 12h3'/>",
        ["info"] = "<circle cx='12' cy='12' r='8.5'/><path d='M12 11v5M12 8v.01'/>",
        ["key"] = "<circle cx='8' cy='15' r='4'/><path d='m11 12 8-8M16 7l2.5 2.5'/>",
        ["keyboard"] = "<rect x='2.5' y='6' width='19' height='12' rx='2'/><path d='M6.5 10v.01M10 10v.01M14 10v.01M17.5 10v.01M8 14h8'/>",
        ["lock"] = "<rect x='5' y='10.5' width='14' height='9.5' rx='2'/><path d='M8 10.5V8a4 4 0 0 1 8 0v2.5'/>",
        ["monitor"] = "<rect x='3' y='4.5' width='18' height='12' rx='2'/><path d='M8.5 20h7M12 16.5V20'/>",
        ["moon"] = "<path d='M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z'/>",
        ["more"] = "<path d='M6 12v.01M12 12v.01M18 12v.01' stroke-width='3'/>",
        ["pause"] = "<path d='M9 6v12M15 6v12'/>",
        ["play"] = "<path d='M8 5.5v13l10.5-6.5z'/>",
        ["plus"] = "<path d='M12 5v14M5 12h14'/>",
        ["power"] = "<path d='M12 3.5v8M7 6.5a7.5 7.5 0 1 0 10 0'/>",
        ["refresh"] = "<path d='M20 5v5h-5M4 19v-5h5'/><path d='M19.2 10A7.6 7.6 0 0 0 5.5 8.5M4.8 14a7.6 7.6 0 0 0 13.7 1.5'/>",
        ["save"] = "<path d='M5 4h11l3.5 3.5V20H5zM8.5 4v5h6V4M8.5 20v-6h7v6'/>",
        ["search"] = "<circle cx='10.8' cy='10.8' r='6.3'/><path d='m15.5 15.5 5 5'/>",
        ["server"] = "<rect x='3.5' y='4' width='17' height='7' rx='2'/><rect x='3.5' y='13' width='17' height='7' rx='2'/><path d='M7 7.5v.01M7 16.5v.01'/>",
        ["settings"] = "<path d='M4 7h9M17 7h3M4 17h3M11 17h9'/><circle cx='15' cy='7' r='2.2'/><circle cx='9' cy='17' r='2.2'/>",
        ["sign-out"] = "<path d='M14 4H6v16h8M10.5 12H20M16.5 8.5 20 12l-3.5 3.5'/>",
        ["stop"] = "<rect x='6' y='6' width='12' height='12' rx='2'/>",
        ["sun"] = "<circle cx='12' cy='12' r='4'/><path d='M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4'/>",
        ["trash"] = "<path d='M4.5 7h15M10 7V4.5h4V7M6.5 7l1 13h9l1-13'/>",
        ["user"] = "<circle cx='12' cy='8.5' r='4'/><path d='M4.5 20.5c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5'/>",
        ["users"] = "<circle cx='9' cy='8.5' r='3.5'/><path d='M2.5 20c.8-3.7 3.4-5 6.5-5s5.7 1.3 6.5 5M16 5.2a3.5 3.5 0 0 1 0 6.6M18.5 15.5c1.7.8 2.7 2.3 3 4.5'/>",
        ["x"] = "<path d='M6 6l12 12M18 6 6 18'/>",
    }.ToFrozenDictionary();

    /// <summary>The strokes of the drawing.</summary>
    public static string Of(string name) => Paths[name];
}
