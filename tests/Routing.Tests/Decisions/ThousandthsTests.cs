using System.Globalization;
using Routing.Decisions;

namespace Routing.Tests.Decisions;

public sealed class ThousandthsTests
{
    [Fact]
    public void They_are_written_as_the_decimal_that_they_are()
    {
        for (var millis = -2_000; millis <= 12_000; millis++)
        {
            Assert.Equal((millis / 1_000m).ToString("0.0##", CultureInfo.InvariantCulture), Thousandths.Text(millis));
        }
    }
}
