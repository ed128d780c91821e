using Routing.Catalog;
using Routing.Decisions;
using Routing.Health;

namespace Routing.Filters;

/// <summary>A deployment under examination, with what it is examined against.</summary>
internal readonly struct Contender(DecisionInput input, Deployment deployment, Provider provider, bool named)
{
    public DecisionInput Input { get; } = input;

    public Deployment Deployment { get; } = deployment;

    public Provider Provider { get; } = provider;

    public HealthState Health { get; } = input.Health.For(deployment.Id);

    /// <summary>Whether caller or operator named the model, rather than leaving the choice to the router.</summary>
    public bool Named { get; } = named;
}
