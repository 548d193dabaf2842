using VdiPortal.Host.Consoles.Rfb;

namespace VdiPortal.Host.Tests.Consoles.Rfb;

/// <summary>Feeds a filter as a relay does: what is left over comes again before new bytes.</summary>
internal sealed class FilterRun(bool control)
{
    private readonly RfbClientFilter _filter = new(control);
    private readonly List<byte> _passed = [];
    private byte[] _left = [];

    public byte[] Passed => [.. _passed];

    public RfbFault Fault { get; private set; }

    public bool HasInput { get; private set; }

    public int LongestLeftOver { get; private set; }

    public FilterRun Send(byte[] bytes)
    {
        byte[] all = [.. _left, .. bytes];
        var verdict = _filter.Process(all);
        _passed.AddRange(all.AsSpan(0, verdict.Consumed));
        _left = all[verdict.Consumed..];
        Fault = verdict.Fault;
        HasInput |= verdict.HasInput;
        LongestLeftOver = Fault == RfbFault.None ? Math.Max(LongestLeftOver, _left.Length) : LongestLeftOver;
        return this;
    }
}
