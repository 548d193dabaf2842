using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Lifecycle;

/// <summary>Whether the paint guest's bars move.</summary>
internal static class Screens
{
    private const int Looks = 12;

    /// <summary>Waits until two pictures differ.</summary>
    public static async Task MoveAsync(Person person, Guid session)
    {
        var first = await person.ScreenAsync(session);
        await Patience.UntilAsync("the screen moves", async () =>
        {
            var next = await person.ScreenAsync(session);
            return !first.SequenceEqual(next);
        });
    }

    /// <summary>Looks a dozen times; a running guest would have moved its bars many times meanwhile.</summary>
    public static async Task StandStillAsync(Person person, Guid session)
    {
        var first = await person.ScreenAsync(session);
        for (var look = 0; look < Looks; look++)
            Assert.Equal(first, await person.ScreenAsync(session));
    }
}
