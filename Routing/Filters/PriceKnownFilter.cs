using Routing.Decisions;
using Routing.Ranking;

namespace Routing.Filters;

/// <summary>Leaves out what has no price where the request limits its cost: unpriced is not free.</summary>
internal sealed class PriceKnownFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.PriceUnknown;

    public bool Concerns(DecisionInput input) => input.Requirements.MaxCost is not null;

    public bool Excludes(in Contender contender) => RequestCost.Upper(contender.Deployment, in contender.Request) is null;

    public string Detail(in Contender contender) => "it has no price, and the request limits its cost";

    public RelaxationStep? WayOut(in Contender contender) => new(RelaxationKind.MaxCost, "", "drop the max cost");
}
