using VdiPortal.Broker.Ports;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Settings;

public sealed class SettingTests : StoreTest
{
    private ISettingStore Settings => Store.Get<ISettingStore>();

    [Fact]
    public async Task A_document_is_read_as_it_was_written_last()
    {
        Assert.Null(await Settings.GetAsync("system", None));

        await Settings.SetAsync("system", """{"places":1}""", None);
        await Settings.SetAsync("system", """{ "places": 2 }""", None);
        await Settings.SetAsync("other", "[]", None);

        Assert.Equal("""{ "places": 2 }""", await Settings.GetAsync("system", None));
    }

    [Fact]
    public async Task What_is_no_json_is_refused()
    {
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Settings.SetAsync("system", "places: 2", None));
    }
}
