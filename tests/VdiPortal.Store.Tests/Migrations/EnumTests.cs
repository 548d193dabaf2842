using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Templates;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Migrations;

/// <summary>The checks of the schema list the names of the broker's enums; a new name needs a migration.</summary>
public sealed class EnumTests : StoreTest
{
    [Theory]
    [InlineData("users_role_check", typeof(Role))]
    [InlineData("module_versions_persistence_check", typeof(Persistence))]
    [InlineData("module_versions_pool_spread_check", typeof(PoolSpread))]
    [InlineData("module_versions_pool_point_check", typeof(PoolPoint))]
    [InlineData("vms_ready_stage_check", typeof(ReadyStage))]
    [InlineData("access_rules_subject_check", typeof(AccessSubject))]
    [InlineData("sessions_state_check", typeof(SessionState))]
    [InlineData("sessions_stage_check", typeof(LaunchStage))]
    [InlineData("vms_wish_check", typeof(VmWish))]
    [InlineData("console_connections_access_check", typeof(ConsoleRight))]
    [InlineData("audit_log_outcome_check", typeof(AuditOutcome))]
    public async Task A_column_takes_every_name_of_its_enum_and_no_other(string constraint, Type type) =>
        Assert.Equal(Enum.GetNames(type).Order(), await NamesAsync(constraint));

    [Fact]
    public async Task A_host_can_be_wanted_in_every_state_but_unreachable() =>
        Assert.Equal(Enum.GetNames<HostState>().Except([nameof(HostState.Unreachable)]).Order(), await NamesAsync("hosts_wanted_check"));

    [Fact]
    public async Task A_session_is_active_in_the_same_states_for_database_and_broker()
    {
        var session = await Scene.SessionAsync(await Scene.ModuleAsync());
        foreach (var state in Enum.GetValues<SessionState>().OrderByDescending(state => (session with { State = state }).IsActive))
        {
            session = (await Store.Sessions.UpdateAsync(session with { State = state }, None))!;
            Assert.Equal(session.IsActive, await Store.SqlAsync<bool>("SELECT active FROM sessions"));
            if (!session.IsActive)
                break;
        }

        Assert.Equal(
            Enum.GetValues<SessionState>().Where(state => !(session with { State = state }).IsActive).Select(state => $"{state}").Order(),
            await NamesAsync("sessions_place"));
    }

    private async Task<IEnumerable<string>> NamesAsync(string constraint)
    {
        var names = await Store.SqlAsync<string[]>($"""
            SELECT array_agg(name[1])
            FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''(\w+)''::text', 'g') name
            WHERE conname = '{constraint}'
            """);
        return names!.Order();
    }
}
