using System.Collections.Immutable;
using System.Numerics;
using Routing.Filters;
using Routing.Ranking;

namespace Routing.Decisions;

/// <summary>
/// Finds what to change so that something can serve: as few changes as possible, and of those the ones nearest to the caller's own
/// wishes; between equals, whoever was considered first.
/// </summary>
internal static class SmallestRelaxation
{
    public static Relaxation? Of(DecisionInput input, ImmutableArray<Exclusion> exclusions)
    {
        var request = new RankedRequest(input);
        var filters = CandidateFilters.Concerned(input);
        Relaxation? smallest = null;
        foreach (var exclusion in exclusions)
        {
            if (Steps(exclusion, in request, filters) is { } steps && (smallest is null || IsSmaller(steps, smallest.Steps)))
            {
                smallest = new(exclusion.Deployment, steps);
            }
        }

        return smallest;
    }

    private static ImmutableArray<RelaxationStep>? Steps(in Exclusion exclusion, in RankedRequest request, uint filters)
    {
        if (exclusion.Listing is not { Provider: not null } listing)
        {
            return null;
        }

        var health = request.Input.Health.For(listing.Deployment.Id);
        var contender = new Contender(in request, listing, health, exclusion.Named);
        var steps = ImmutableArray.CreateBuilder<RelaxationStep>();
        for (var left = filters; left != 0; left &= left - 1)
        {
            var filter = CandidateFilters.All[BitOperations.TrailingZeroCount(left)];
            if (!filter.Excludes(in contender))
            {
                continue;
            }

            if (filter.WayOut(in contender) is not { } step)
            {
                return null;
            }

            steps.Add(step);
        }

        return steps.Count == 0 ? null : steps.DrainToImmutable();
    }

    private static bool IsSmaller(ImmutableArray<RelaxationStep> left, ImmutableArray<RelaxationStep> right)
    {
        if (left.Length != right.Length)
        {
            return left.Length < right.Length;
        }

        var (leftKind, rightKind) = (left.Max(static step => step.Kind), right.Max(static step => step.Kind));
        return leftKind < rightKind || (leftKind == rightKind && IsLess(left, right));
    }

    // Of two limits on cost the lower one is the smaller change.
    private static bool IsLess(ImmutableArray<RelaxationStep> left, ImmutableArray<RelaxationStep> right) =>
        left is [{ Kind: RelaxationKind.MaxCost or RelaxationKind.MaxFirstToken or RelaxationKind.MaxTotal, Value: var low }]
        && right is [{ Value: var high }]
        && decimal.TryParse(low, System.Globalization.CultureInfo.InvariantCulture, out var lower)
        && decimal.TryParse(high, System.Globalization.CultureInfo.InvariantCulture, out var higher)
        && lower < higher;
}
