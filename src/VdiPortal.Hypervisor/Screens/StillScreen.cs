namespace VdiPortal.Hypervisor.Screens;

/// <summary>
/// Tells how long a screen stands still, from pictures taken of it now and then. A blinking cursor counts as still: text screens of firmware,
/// boot loaders and logins never stand stiller than that.
/// </summary>
internal sealed class StillScreen(TimeProvider time)
{
    /// <summary>Longest side of what may blink, in pixels: a character of a large console font.</summary>
    public const int CursorSide = 32;

    private Picture? _first;
    private Picture? _second;
    private long _since = time.GetTimestamp();

    /// <summary>Takes the next picture.</summary>
    /// <param name="picture">The screen, or null when nothing could be seen.</param>
    /// <returns>How long the screen has stood still.</returns>
    public TimeSpan Look(Picture? picture)
    {
        if (picture is null || _first is null || !Fits(_first, picture))
        {
            _since = time.GetTimestamp();
            (_first, _second) = (picture, null);
        }

        return time.GetElapsedTime(_since);
    }

    // At most two pictures that take turns and differ in one small spot: a third one is something that moves.
    private bool Fits(Picture first, Picture picture)
    {
        if (picture.IsSameAs(first) || (_second is not null && picture.IsSameAs(_second)))
        {
            return true;
        }

        var isCursor = _second is null && picture.DiffersIn(first) is { Width: <= CursorSide, Height: <= CursorSide };
        _second ??= picture;
        return isCursor;
    }
}
