using System.Collections.Immutable;
using System.Globalization;
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
        var steps = Steps(in contender, filters);
        if (steps?.FirstOrDefault(static step => step.Kind is RelaxationKind.Name) is not { } name)
        {
            return steps;
        }

        // Of what is named less is demanded, so that the name may be all it takes.
        var named = new Contender(in request, listing, health, named: true);
        return Steps(in named, filters) is { } others ? others.Insert(0, name) : [name];
    }

    // Null when nothing speaks against it, or something that nobody can change.
    private static ImmutableArray<RelaxationStep>? Steps(in Contender contender, uint filters)
    {
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

    // Of two limits the one nearer to what was asked; what must go altogether is farther than any.
    private static bool IsLess(ImmutableArray<RelaxationStep> left, ImmutableArray<RelaxationStep> right)
    {
        if (left is not [{ Value: var one, Kind: var kind }] || right is not [{ Value: var other }])
        {
            return false;
        }

        return kind switch
        {
            _ when one.Length == 0 || other.Length == 0 => one.Length > other.Length,
            RelaxationKind.MaxCost or RelaxationKind.MaxFirstToken or RelaxationKind.MaxTotal or RelaxationKind.Prompt => Amount(one) < Amount(other),
            RelaxationKind.MinimumContext => Amount(one) > Amount(other),
            _ => false,
        };
    }

    private static decimal Amount(string value) => decimal.Parse(value, CultureInfo.InvariantCulture);
}
