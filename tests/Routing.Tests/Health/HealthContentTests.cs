using System.Security.Cryptography;
using System.Text;
using Routing.Catalog;
using Routing.Health;

namespace Routing.Tests.Health;

public class HealthContentTests
{
    private static readonly HealthView View = new(new Dictionary<DeploymentId, HealthState>
    {
        [new(new("b"), "vendor/oak")] = new() { Score = 40, Samples = 3, Circuit = CircuitState.HalfOpen, Cause = "502 “bad gateway”" },
        [new(new("a"), "oak")] = new() { CoolingUntil = new(2026, 3, 14, 12, 0, 0, TimeSpan.FromHours(2)) },
    });

    [Fact]
    public void The_id_is_the_plain_hash_of_the_content() =>
        Assert.Equal(View.Id, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(View.Content))));

    [Fact]
    public void A_view_read_back_is_the_same_view()
    {
        var read = HealthView.Read(View.Content);

        Assert.Equal(View.Id, read.Id);
        Assert.Equal(View.States.OrderBy(row => row.Key.ToString()), read.States.OrderBy(row => row.Key.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""[{"provider":"a","model":"b","state":{"circuit":"x"}}]""")]
    [InlineData("""[{"provider":"a","model":"b","state":{}},{"provider":"a","model":"b","state":{}}]""")]
    public void What_is_no_view_is_refused(string content) => Assert.Throws<FormatException>(() => HealthView.Read(content));
}
