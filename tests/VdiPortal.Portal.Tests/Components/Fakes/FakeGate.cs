using System.Data.Common;

namespace VdiPortal.Portal.Tests.Components.Fakes;

/// <summary>The way to the database; shut, every store throws as if it were gone.</summary>
public sealed class FakeGate
{
    public bool Shut { get; set; }

    /// <summary>What they throw.</summary>
    public Exception Fault { get; set; } = new GoneException();

    /// <summary>How often they did.</summary>
    public int Refused { get; private set; }

    public void Check()
    {
        if (!Shut)
            return;

        Refused++;
        throw Fault;
    }

    private sealed class GoneException() : DbException("The database is gone.");
}
