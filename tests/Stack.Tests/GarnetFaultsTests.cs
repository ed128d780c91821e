using AppHost.Backends;

namespace Stack.Tests;

public class GarnetFaultsTests
{
    [Theory]
    [InlineData("fail: Garnet.server.StoreWrapper[0] CommitTask exception received", true)]
    [InlineData("07::12::01 crit: Session[0] out of disk", true)]
    [InlineData("* Ready to accept connections", false)]
    [InlineData("info: checkpoint done, 0 failed", false)]
    public void A_line_that_tells_of_lost_data_is_passed_on(string line, bool isFault) => Assert.Equal(isFault, GarnetFaults.IsFault(line));
}
