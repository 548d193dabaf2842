using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Shared;

/// <summary>A person's initials on a colour of their own.</summary>
public sealed partial class Avatar
{
    /// <summary>The person's name.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    private string Initials =>
        string.Concat(Name.Split([' ', '.', '-', '_', '@'], StringSplitOptions.RemoveEmptyEntries).Take(2).Select(part => char.ToUpperInvariant(part[0])));

    private int Turn => Name.Aggregate(7, (sum, letter) => ((sum * 31) + letter) & 0xffff) % 360;
}
