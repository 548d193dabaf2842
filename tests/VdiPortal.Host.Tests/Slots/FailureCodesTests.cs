using VdiPortal.Broker.Failures;
using VdiPortal.Host.Slots;

namespace VdiPortal.Host.Tests.Slots;

public sealed class FailureCodesTests
{
    [Fact]
    public void Every_code_is_one_of_the_portals()
    {
        foreach (var code in FailureCodes.All)
            Assert.True(Enum.TryParse<FailureCode>(code, out _), code);
    }
}
