using Routing.Catalog;
using Routing.Health;

namespace Routing.Tests.Health;

public class HealthViewTests
{
    private static readonly DeploymentId One = new(new("a"), "one");
    private static readonly DeploymentId Two = new(new("a"), "two");

    [Fact]
    public void What_is_not_listed_is_taken_to_be_well()
    {
        Assert.Same(HealthState.Unknown, HealthView.Unknown.For(One));
        Assert.Equal(100, HealthView.Unknown.For(One).Score);
    }

    [Fact]
    public void The_id_is_that_of_the_content_whatever_its_order()
    {
        var forth = new HealthView(new Dictionary<DeploymentId, HealthState> { [One] = new() { Score = 10 }, [Two] = new() { Score = 20 } });
        var back = new HealthView(new Dictionary<DeploymentId, HealthState> { [Two] = new() { Score = 20 }, [One] = new() { Score = 10 } });

        Assert.Equal(forth.Id, back.Id);
        Assert.NotEqual(HealthView.Unknown.Id, forth.Id);
    }

    [Fact]
    public void Every_field_moves_the_id()
    {
        var plain = new HealthState();
        HealthState[] changed =
        [
            plain,
            plain with { Score = 1 },
            plain with { Samples = 1 },
            plain with { Circuit = CircuitState.Open },
            plain with { CoolingUntil = DateTimeOffset.UnixEpoch },
            plain with { Cause = "" },
            plain with { Cause = "slow" },
        ];

        var ids = changed.Select(state => new HealthView(new Dictionary<DeploymentId, HealthState> { [One] = state }).Id);

        Assert.Equal(changed.Length, ids.Distinct().Count());
    }
}
