using Routing.Experiments;

namespace Routing.Tests.Experiments;

public class ExperimentRulesTests
{
    [Fact]
    public void A_sound_experiment_has_no_fault() => Assert.Empty(ExperimentRules.Faults(Trials.Halves()));

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var experiment = new Experiment
        {
            Name = "No Name",
            Salt = "a\nb",
            ShareMillis = 1_001,
            Scope = new() { Selectors = [" "], Keys = [.. Enumerable.Repeat("k", 101)], Projects = [""] },
            Variants = [new() { Name = "", WeightMillis = 0 }, new() { Name = "", WeightMillis = 400, BalancedFromMillis = 7_000, PowerfulAboveMillis = 6_000 }],
        };

        Assert.Equal(
            ["keys", "name", "projects", "salt", "selectors", "share", "variants", "variants", "variants[0].name", "variants[0].weight", "variants[1].balanced_from", "variants[1].name"],
            ExperimentRules.Faults(experiment).Select(fault => fault.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_experiment_compares_something_with_something()
    {
        var one = Trials.Halves() with { Variants = [new() { Name = "a", WeightMillis = 1_000 }] };

        Assert.Equal(["variants", "variants"], ExperimentRules.Faults(one).Select(fault => fault.Field));
    }
}
