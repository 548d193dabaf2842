using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Store.Housekeeping;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Changes;

public sealed class HousekeepingTests : StoreTest
{
    [Fact]
    public async Task Rows_of_the_outbox_go_after_an_hour()
    {
        await Store.SqlAsync("""
            DELETE FROM changes;
            INSERT INTO changes (topic, id, scope, at) VALUES
                ('Setting', gen_random_uuid(), gen_random_uuid(), now() - interval '61 minutes'),
                ('Setting', gen_random_uuid(), gen_random_uuid(), now() - interval '59 minutes')
            """);

        await (await Store.StartAsync<StoreHousekeeping>()).CleanAsync(None);

        Assert.Equal(1L, await Store.SqlAsync<long>("SELECT count(*) FROM changes"));
    }

    [Fact]
    public async Task Sign_ins_tokens_and_codes_go_a_month_after_their_end()
    {
        var user = await Scene.UserAsync();
        foreach (var days in new[] { 1, 40 })
        {
            var end = Time.Now.AddDays(-days);
            await Store.Get<ISignInStore>().AddAsync(new SignIn(SignInId.New(), user.Id, "", "", end, end, null), None);
            await Store.Get<IApiTokenStore>().AddAsync(new ApiToken(ApiTokenId.New(), user.Id, "x", end, end, null), [(byte)days], None);
            await Store.Get<ISetupCodeStore>().PutAsync($"p{days}", [1], end, None);
        }

        await (await Store.StartAsync<StoreHousekeeping>()).CleanAsync(None);

        foreach (var table in new[] { "sign_ins", "api_tokens", "setup_codes" })
            Assert.Equal(1L, await Store.SqlAsync<long>($"SELECT count(*) FROM {table}"));
    }
}
