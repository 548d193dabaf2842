using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Api.Contracts;

namespace VdiPortal.Portal.Api;

/// <summary>The caller's own account and access tokens.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder api)
    {
        var account = api.MapGroup("/account").WithTags("Account");
        account.MapGet("/", Get).WithSummary("Who the caller is.");
        account.MapGet("/tokens", ListTokensAsync).WithSummary("The caller's access tokens.");
        account.MapPost("/tokens", CreateTokenAsync).WithSummary("Makes an access token; its text is shown only here.").Produces<TokenDto>(StatusCodes.Status201Created);
        account.MapDelete("/tokens/{id:guid}", RevokeTokenAsync).WithSummary("Revokes an access token.").Produces(StatusCodes.Status204NoContent);
        account.MapGet("/sign-ins", ListSignInsAsync).WithSummary("The caller's signed-in browsers.");
        account.MapDelete("/sign-ins/{id:guid}", RevokeSignInAsync).WithSummary("Signs a browser out.").Produces(StatusCodes.Status204NoContent);
    }

    private static AccountDto Get(HttpContext context)
    {
        var who = context.Who();
        return new AccountDto(who.UserId.Value, who.UserName, who.Role.ToString());
    }

    private static async Task<IReadOnlyList<TokenDto>> ListTokensAsync(HttpContext context, ApiTokenService tokens, CancellationToken cancellation) =>
        [.. (await tokens.ListAsync(context.Who(), cancellation)).Select(TokenDto.From)];

    private static async Task<IResult> CreateTokenAsync(
        HttpContext context, NewTokenDto wanted, ApiTokenService tokens, ApiProblems problems, CancellationToken cancellation)
    {
        if (wanted.Invalid() is { Count: > 0 } invalid)
            return problems.Invalid(invalid);

        var made = await tokens.CreateAsync(context.Who(), wanted.Name, wanted.Lifetime, cancellation);
        return made is { } token
            ? Results.Created((string?)null, TokenDto.From(token.Token) with { Secret = token.Secret })
            : problems.Invalid(nameof(wanted.Name), nameof(wanted.Days));
    }

    private static async Task<IResult> RevokeTokenAsync(
        HttpContext context, Guid id, ApiTokenService tokens, ApiProblems problems, CancellationToken cancellation) =>
        await tokens.RevokeAsync(context.Who(), new ApiTokenId(id), cancellation) ? Results.NoContent() : problems.NotFound();

    private static async Task<IReadOnlyList<SignInDto>> ListSignInsAsync(HttpContext context, AccountService accounts, CancellationToken cancellation) =>
        [.. (await accounts.ListSignInsAsync(context.Who(), cancellation)).Select(SignInDto.From)];

    private static async Task<IResult> RevokeSignInAsync(
        HttpContext context, Guid id, AccountService accounts, ApiProblems problems, CancellationToken cancellation) =>
        await accounts.RevokeAsync(context.Who(), new SignInId(id), cancellation) ? Results.NoContent() : problems.NotFound();
}
