using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Access;
using VdiPortal.Portal.Resources;

namespace VdiPortal.Portal.Components.Entry;

/// <summary>Signing in with a local account.</summary>
public sealed partial class SignInPage
{
    private string? _problem;
    private string? _done;

    /// <summary>What was typed.</summary>
    [SupplyParameterFromForm(FormName = "sign-in")]
    private SignInInput? Input { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery]
    private string? Done { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private BrowserSignIn Browser { get; set; } = null!;

    [Inject]
    private SetupService Setup { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<EntryTexts> Texts { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Input ??= new SignInInput();
        _done = Done switch
        {
            "setup" => Texts["SignIn.AfterSetup"].Value,
            "reset" => Texts["SignIn.AfterReset"].Value,
            "out" => Texts["SignIn.AfterOut"].Value,
            _ => null,
        };
        if (Context.Request.Method != HttpMethods.Get)
            return;
        if (Context.User.Identity?.IsAuthenticated == true)
            Navigation.NavigateTo(LocalPath.Of(ReturnUrl));
        else if (await Setup.IsNeededAsync(Context.RequestAborted))
            Navigation.NavigateTo("setup");
    }

    private async Task SubmitAsync()
    {
        var outcome = await Browser.SignInAsync(Context, Input?.Name ?? "", Input?.Password ?? "", Context.RequestAborted);
        if (outcome == SignInOutcome.Done)
        {
            Navigation.NavigateTo(LocalPath.Of(ReturnUrl));
            return;
        }

        _done = null;
        // The same sentence whatever was wrong: it does not tell which names exist.
        _problem = Texts["SignIn.Refused"];
    }
}
