using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Launching;
using VdiPortal.Broker.Sessions;
using VdiPortal.Portal.Components.Home;
using VdiPortal.Portal.Components.Shared;
using VdiPortal.Portal.Components.Workspace;
using VdiPortal.Portal.Tests.Components.Fakes;
using VdiPortal.Portal.Tests.Resources;

namespace VdiPortal.Portal.Tests.Components;

/// <summary>What cards and messages say, in words (requirements A2, A3).</summary>
public sealed class CardTests : IAsyncLifetime
{
    private readonly FakeWorld _world = new(TimeProvider.System);
    private Module _module = null!;
    private User _ada = null!;

    public static TheoryData<FailureCode> Failures => [.. Enum.GetValues<FailureCode>()];

    public async Task InitializeAsync()
    {
        _module = await _world.AddModuleAsync("Debian", "A desktop", Persistence.ResetsAtEnd, await _world.AddTemplateAsync("debian"));
        _ada = await _world.AddUserAsync("ada", "Ada", Role.User);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(2, 0, false, "2 warm Ready in about 1 s Launch")]
    [InlineData(0, 1, false, "Being prepared Launch")]
    [InlineData(0, 0, false, "Starts from off Launch")]
    [InlineData(2, 0, true, "Starts where you left it Launch")]
    public async Task A_card_says_how_soon_the_desktop_is_there(int warm, int starting, bool hasDesktop, string words) =>
        Assert.EndsWith(words, await CardAsync(Entry(null) with { Stock = new ModuleStock(_module.Id, warm, starting, 0), HasDesktop = hasDesktop }), StringComparison.Ordinal);

    [Theory]
    [InlineData(SessionState.Starting, LaunchStage.Queued, 0, "Waiting for a free slot Open")]
    [InlineData(SessionState.Starting, LaunchStage.Copying, 40, "Copying, 40 % Open")]
    [InlineData(SessionState.Starting, LaunchStage.Booting, 70, "Starting, 70 % Open")]
    [InlineData(SessionState.Running, LaunchStage.Running, 100, "Running Continue")]
    [InlineData(SessionState.Paused, LaunchStage.Running, 100, "Paused, nothing is lost Continue")]
    public async Task A_card_says_where_the_session_stands(SessionState state, LaunchStage stage, int progress, string words) =>
        Assert.EndsWith(words, await CardAsync(Entry(_world.AddSession(_ada, _module, state, stage, progress))), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_launch_that_failed_says_what_happened_and_what_to_do(FailureCode code)
    {
        var session = _world.AddSession(_ada, _module, SessionState.Failed, failure: new Failure(code, "a detail for administrators"));
        var texts = TextFile.All["WordTexts"].Texts;
        var sentences = $"{texts[$"Failure.{code}"]} {texts[$"Failure.{code}.Do"]}";

        var card = await CardAsync(Entry(session));
        Assert.Contains(sentences, card, StringComparison.Ordinal);
        Assert.EndsWith("Try again", card, StringComparison.Ordinal);
        Assert.Contains(sentences, await Page.ReadAsync<WorkspaceEnd>((nameof(WorkspaceEnd.Session), session), (nameof(WorkspaceEnd.CanRelaunch), true)), StringComparison.Ordinal);
        Assert.DoesNotContain("a detail", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_launch_says_whom_to_ask() => Assert.Contains(
        "This module is not open to you any more. Ask your trainer or administrator.",
        await Page.ReadAsync<ModuleCard>((nameof(ModuleCard.Entry), Entry(null)), (nameof(ModuleCard.Refusal), LaunchOutcome.NotFound)),
        StringComparison.Ordinal);

    [Fact]
    public async Task Progress_has_a_role_and_a_value_for_screen_readers()
    {
        var markup = await Page.DrawAsync<ModuleCard>((nameof(ModuleCard.Entry), Entry(_world.AddSession(_ada, _module, SessionState.Starting, LaunchStage.Booting, 70))));

        Assert.Contains("role=\"progressbar\" aria-label=\"Launch of Debian\" aria-valuemin=\"0\" aria-valuemax=\"100\" aria-valuenow=\"70\"", markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_typed_is_shown_and_not_carried_out()
    {
        var nasty = _module with { Title = "<script>alert(1)</script>" };
        var markup = await Page.DrawAsync<ModuleCard>((nameof(ModuleCard.Entry), Entry(null) with { Module = nasty }));

        Assert.DoesNotContain("<script>", markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_list_says_what_to_do_next() =>
        Assert.Equal("Nothing here Make one.", await Page.ReadAsync<EmptyState>((nameof(EmptyState.Title), "Nothing here"), (nameof(EmptyState.Text), "Make one.")));

    [Fact]
    public async Task A_paused_desktop_says_how_long_it_is_kept()
    {
        var session = _world.AddSession(_ada, _module, SessionState.Paused);
        var now = DateTimeOffset.UnixEpoch;
        var detail = new SessionDetail(session, _module, [], now, now.AddHours(7));

        var card = await Page.ReadAsync<ContinueCard>((nameof(ContinueCard.Detail), detail), (nameof(ContinueCard.Now), now));

        Assert.Contains("Paused, nothing is lost Kept for 7 h", card, StringComparison.Ordinal);
    }

    private static Task<string> CardAsync(CatalogEntry entry) => Page.ReadAsync<ModuleCard>((nameof(ModuleCard.Entry), entry));

    private CatalogEntry Entry(Session? session) => new(_module, new ModuleStock(_module.Id, 0, 0, 0), session, false);
}
