using System.Globalization;
using Routing.Decisions;
using Routing.Money;
using Routing.Ranking;

namespace Routing.Filters;

/// <summary>Leaves out what may cost more than the request allows, by a careful upper estimate.</summary>
internal sealed class CostFilter : ICandidateFilter
{
    // A limit that is raised to what a message shows must be enough.
    private const long ShownTo = 100;

    public ExclusionReason Reason => ExclusionReason.CostTooHigh;

    public bool Concerns(DecisionInput input) => input.Requirements.MaxCost is not null;

    public bool Excludes(in Contender contender) =>
        RequestCost.Upper(contender.Deployment, in contender.Request) is { } upper && upper > contender.Input.Requirements.MaxCost!.Value;

    public string Detail(in Contender contender) =>
        $"it may cost up to {Upper(contender)}, more than the {contender.Input.Requirements.MaxCost} allowed";

    public RelaxationStep? WayOut(in Contender contender)
    {
        var upper = Upper(contender);
        return new(RelaxationKind.MaxCost, upper.Dollars.ToString("0.#########", CultureInfo.InvariantCulture), $"raise max cost to {upper}");
    }

    private static NanoDollars Upper(in Contender contender)
    {
        var exact = RequestCost.Upper(contender.Deployment, in contender.Request) ?? NanoDollars.Zero;
        return new((exact.Value + ShownTo - 1) / ShownTo * ShownTo);
    }
}
