using Routing.Catalog;
using Routing.Decisions;
using Routing.Ranking;

namespace Routing.Filters;

/// <summary>Leaves out what has no price where something limits the cost, or where the catalog says so: unpriced is not free.</summary>
internal sealed class PriceKnownFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.PriceUnknown;

    public FilterScope Scope => FilterScope.Price;

    public bool Concerns(DecisionInput input) => input.Requirements.MaxCost is not null || Objects(input);

    public bool Excludes(in Contender contender) => RequestCost.Upper(contender.Deployment, in contender.Request) is null;

    public string Detail(in Contender contender) =>
        contender.Input.Requirements.MaxCost is not null ? "it has no price, and the request limits its cost"
        : contender.Input.HasHardBudget ? "it has no price, and a hard budget applies"
        : "it has no price, and the catalog refuses such models";

    public RelaxationStep? WayOut(in Contender contender) => Objects(contender.Input)
        ? new(RelaxationKind.Enable, contender.Deployment.Id.ToString(), $"give {contender.Deployment.Id} a price")
        : new(RelaxationKind.MaxCost, "", "drop the max cost");

    private static bool Objects(DecisionInput input) => input.Index.Snapshot.Rules.Unpriced switch
    {
        UnpricedPolicy.Refused => true,
        UnpricedPolicy.WithoutBudget => input.HasHardBudget,
        _ => false,
    };
}
