using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Resources;

namespace VdiPortal.Portal.Components.Entry;

/// <summary>The first administrator, by the one-time code from the terminal.</summary>
public sealed partial class SetupPage
{
    private string? _problem;

    [SupplyParameterFromForm(FormName = "setup")]
    private CodeInput? Input { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private SetupService Setup { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<EntryTexts> Texts { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Input ??= new CodeInput();
        if (Context.Request.Method == HttpMethods.Get && !await Setup.IsNeededAsync(Context.RequestAborted))
            Navigation.NavigateTo("sign-in");
    }

    private async Task SubmitAsync()
    {
        var (code, name, password) = (Input?.Code ?? "", (Input?.Name ?? "").Trim(), Input?.Password ?? "");
        if (password != Input?.Again)
        {
            _problem = Texts["Problem.Different"];
            return;
        }

        var from = Context.Connection.RemoteIpAddress?.ToString() ?? "";
        var result = await Setup.CreateFirstAdminAsync(code, name, password, from, Context.RequestAborted);
        if (result == SetupResult.Done)
            Navigation.NavigateTo("sign-in?done=setup");
        else
            _problem = Texts[$"Problem.{result}"];
    }
}
