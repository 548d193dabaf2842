using VdiPortal.Vir.Consoles;

namespace VdiPortal.Vir.Tests.Consoles;

public sealed class ConsoleProtocolTests
{
    [Fact]
    public void A_consoles_path_names_its_VM() =>
        Assert.Equal("/console/0b7e1f6a-6a1e-4c39-9a39-4a3c7f3b8f10", ConsoleProtocol.PathOf(Guid.Parse("0b7e1f6a-6a1e-4c39-9a39-4a3c7f3b8f10")));
}
