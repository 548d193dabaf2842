using VdiPortal.Broker.Identity;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Identity;

public sealed class PasswordTests : StoreTest
{
    private static readonly TimeSpan Lock = TimeSpan.FromMinutes(5);
    private UserId _id;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _id = (await Scene.UserAsync()).Id;
        await Store.Users.SetPasswordAsync(_id, "hash", None);
    }

    private Task<DateTimeOffset?> FailAsync() => Store.Users.AddFailureAsync(_id, 5, Lock, Time.Now, None);

    [Fact]
    public async Task An_account_without_a_local_password_has_no_record()
    {
        var without = await Scene.UserAsync();

        Assert.Null(await Store.Users.GetPasswordAsync(without.Id, None));
        Assert.Null(await Store.Users.AddFailureAsync(without.Id, 1, Lock, Time.Now, None));
        Assert.Equal(new PasswordRecord(_id, "hash", 0, null), await Store.Users.GetPasswordAsync(_id, None));
    }

    [Fact]
    public async Task At_the_limit_the_account_is_locked_and_the_count_starts_anew()
    {
        for (var count = 1; count < 5; count++)
        {
            Assert.Null(await FailAsync());
            Assert.Equal(count, (await Store.Users.GetPasswordAsync(_id, None))!.FailedCount);
        }

        var until = Time.Now + Lock;
        Assert.Equal(until, await FailAsync());
        Assert.Equal(new PasswordRecord(_id, "hash", 0, until), await Store.Users.GetPasswordAsync(_id, None));
        Assert.Equal(until, await FailAsync());
        Time.Advance(Lock);
        Assert.Null(await FailAsync());
    }

    [Fact]
    public async Task Wrong_passwords_at_the_same_time_are_all_counted()
    {
        var locks = await Task.WhenAll(Enumerable.Range(0, 14).Select(_ => Store.Users.AddFailureAsync(_id, 10, Lock, Time.Now, None)));

        Assert.Equal(5, locks.Count(until => until is not null));
        Assert.Equal(4, (await Store.Users.GetPasswordAsync(_id, None))!.FailedCount);
    }

    [Fact]
    public async Task A_new_password_clears_failures_and_lock()
    {
        for (var count = 0; count < 6; count++)
            await FailAsync();

        await Store.Users.SetPasswordAsync(_id, "other", None);

        Assert.Equal(new PasswordRecord(_id, "other", 0, null), await Store.Users.GetPasswordAsync(_id, None));
    }

    [Fact]
    public async Task A_right_password_clears_failures_and_notes_the_sign_in()
    {
        await FailAsync();
        var at = Time.Advance(TimeSpan.FromMinutes(1));

        await Store.Users.AddSuccessAsync(_id, at, None);

        Assert.Equal(0, (await Store.Users.GetPasswordAsync(_id, None))!.FailedCount);
        Assert.Equal(at, (await Store.Users.GetAsync(_id, None))!.LastSignInAt);
    }

    [Fact]
    public async Task Hashes_names_and_other_values_are_not_logged_not_even_with_errors()
    {
        await using var talkative = Store.AddReplica();
        talkative.Log.Lowest = Microsoft.Extensions.Logging.LogLevel.Trace;
        var user = new User(UserId.New(), "somebody-secret", "", Role.User, false, Time.Now, null);

        await talkative.Users.AddAsync(user, "hash-secret", None);
        await talkative.Users.GetPasswordAsync(user.Id, None);
        var error = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => talkative.Users.AddAsync(user with { Name = "other-secret" }, "hash-secret", None));

        Assert.NotEmpty(talkative.Log.Lines);
        Assert.DoesNotContain(talkative.Log.Lines, line => line.Contains("secret", StringComparison.Ordinal) || line.Contains(user.Id.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain(user.Id.ToString(), error.ToString(), StringComparison.Ordinal);
    }
}
