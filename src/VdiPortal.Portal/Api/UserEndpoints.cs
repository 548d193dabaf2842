using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Api.Contracts;

namespace VdiPortal.Portal.Api;

/// <summary>Accounts; for administrators.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("People").AddEndpointFilter(HostEndpoints.RequireAdminAsync).ProducesProblem(StatusCodes.Status403Forbidden);
        users.MapGet("/", ListAsync).WithSummary("All accounts.");
        users.MapPost("/", CreateAsync).WithSummary("Makes an account.").Produces<UserDto>(StatusCodes.Status201Created);
        users.MapPatch("/{id:guid}", ChangeAsync).WithSummary("Changes an account.").Produces<UserDto>();
    }

    private static async Task<IReadOnlyList<UserDto>> ListAsync(HttpContext context, UserService users, CancellationToken cancellation) =>
        [.. (await users.ListAsync(context.Who(), cancellation)).Select(UserDto.From)];

    private static async Task<IResult> CreateAsync(
        HttpContext context, NewUserDto user, UserService users, ApiProblems problems, CancellationToken cancellation)
    {
        if (ParseRole(user.Role) is not { } role)
            return problems.Invalid(nameof(user.Role));
        if (!UserRules.AcceptsName(user.Name ?? ""))
            return problems.Invalid(nameof(user.Name));

        var result = await users.CreateAsync(context.Who(), user.Name!, user.DisplayName ?? "", role, user.Password ?? "", cancellation);
        return result.User is { } made
            ? Results.Created($"{ApiRoutes.Root}/users/{made.Id}", UserDto.From(made))
            : Refuse(result.Outcome, problems);
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context, Guid id, UserChangeDto change, UserService users, ApiProblems problems, CancellationToken cancellation)
    {
        var who = context.Who();
        var userId = new UserId(id);
        if ((await users.ListAsync(who, cancellation)).FirstOrDefault(user => user.Id == userId) is not { } present)
            return problems.NotFound();
        if (ParseRole(change.Role ?? present.Role.ToString()) is not { } role)
            return problems.Invalid(nameof(change.Role));

        if (change.Password is { } wanted && !PasswordRules.Accepts(wanted, present.Name))
            return problems.Invalid(nameof(change.Password));

        var result = await users.UpdateAsync(
            who, userId, change.DisplayName ?? present.DisplayName, role, change.Disabled ?? present.Disabled, cancellation);
        if (result.User is not { } changed)
            return Refuse(result.Outcome, problems);
        if (change.Password is { } password && await users.SetPasswordAsync(who, userId, password, cancellation) is { User: null } refused)
            return Refuse(refused.Outcome, problems);

        return Results.Ok(UserDto.From(changed));
    }

    private static Role? ParseRole(string? name) =>
        name is null ? Role.User : Enum.TryParse<Role>(name, ignoreCase: true, out var role) && Enum.IsDefined(role) ? role : null;

    private static IResult Refuse(UserOutcome outcome, ApiProblems problems) => outcome switch
    {
        UserOutcome.NotAllowed => problems.NotAllowed(),
        UserOutcome.NotFound => problems.NotFound(),
        UserOutcome.NameTaken => problems.Conflict("name-taken"),
        UserOutcome.NotYourself => problems.Conflict("not-yourself"),
        UserOutcome.TooWeak => problems.Invalid(nameof(NewUserDto.Password)),
        _ => problems.Invalid(nameof(NewUserDto.DisplayName)),
    };
}
