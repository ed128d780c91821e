using Routing.Decisions;
using Routing.Filters;

namespace Routing.Ranking;

/// <summary>Requests that are served from one lineup.</summary>
/// <param name="Direction">What they have in common. Where all can be ranked, neither work nor shape says who is looked at, and both are left out.</param>
/// <param name="Reach">How far the router reaches.</param>
internal readonly record struct LineupKind(PolicyDirection Direction, Reach Reach)
{
    public static LineupKind Of(in RankedRequest request, Reach reach, WeightedPolicy policy, int level)
    {
        var direction = PolicyDirection.Of(in request, policy, level);
        var all = request.Input.Index.Pools.Offering(request.Required).Length <= CandidateList.Most;
        return new(all ? direction with { Work = default, Shape = default } : direction, reach);
    }
}
