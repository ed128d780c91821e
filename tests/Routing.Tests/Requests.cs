using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Tests;

/// <summary>Decision inputs in which nothing speaks against anything, for tests to change.</summary>
internal static class Requests
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    public static DecisionInput For(CatalogIndex index, string? selector = null) => new()
    {
        Index = index,
        Selector = selector,
        Time = Noon,
        SupportedProfiles = new NameSet(index.Snapshot.Providers.Select(provider => provider.Profile)),
        CredentialsHeld = NameSet.Of(index.Snapshot.Providers.Select(provider => provider.Id)),
    };

    public static DecisionInput Without(this DecisionInput input, params string[] credentials) => input with
    {
        CredentialsHeld = new NameSet(input.CredentialsHeld.Names.Except(credentials)),
    };

    public static Decision Decided(this DecisionInput input) =>
        Assert.IsType<RoutingOutcome.Decided>(RoutingPipeline.Decide(input)).Decision;

    public static RoutingError Refused(this DecisionInput input) =>
        Assert.IsType<RoutingOutcome.Refused>(RoutingPipeline.Decide(input)).Error;

    public static string[] Names(this Decision decision) => [.. decision.Candidates.Select(candidate => candidate.Deployment.Id.ToString())];
}
