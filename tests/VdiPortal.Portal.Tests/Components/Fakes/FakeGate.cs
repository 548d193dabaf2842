using System.Data.Common;

namespace VdiPortal.Portal.Tests.Components.Fakes;

/// <summary>The way to the database; shut, every store throws as if it were gone.</summary>
public sealed class FakeGate
{
    public bool Shut { get; set; }

    public void Check()
    {
        if (Shut)
            throw new GoneException();
    }

    private sealed class GoneException() : DbException("The database is gone.");
}
