using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Shared;

/// <summary>Asks once before something that cannot be undone, and says what is lost.</summary>
public sealed partial class Question
{
    /// <summary>Whether it is asked.</summary>
    [Parameter]
    public bool Open { get; set; }

    /// <summary>What is asked.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What is lost.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>The button that does it: a verb.</summary>
    [Parameter, EditorRequired]
    public string Yes { get; set; } = "";

    /// <summary>Told when it is to be done.</summary>
    [Parameter]
    public EventCallback OnYes { get; set; }

    /// <summary>Told when it is not.</summary>
    [Parameter]
    public EventCallback OnClosed { get; set; }
}
