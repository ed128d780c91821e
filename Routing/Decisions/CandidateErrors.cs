using System.Collections.Immutable;
using System.Text;

namespace Routing.Decisions;

/// <summary>What a caller is told when nothing may serve.</summary>
internal static class CandidateErrors
{
    private const int MostListed = 8;

    public static readonly RoutingError EmptyCatalog = new(
        RoutingErrorKind.EmptyCatalog,
        "No model is registered. Add one to the catalog, start Catalog.Api, or start the router with --snapshot FILE.json.");

    public static RoutingError NoneUsable(DecisionInput input, Selection selection, ImmutableArray<Exclusion> exclusions)
    {
        var message = new StringBuilder(Subject(input, selection));
        foreach (var exclusion in exclusions.AsSpan(0, Math.Min(exclusions.Length, MostListed)))
        {
            message.Append(exclusion == exclusions[0] ? ": " : "; ").Append(exclusion.Deployment).Append(" (").Append(exclusion.Detail).Append(')');
        }

        if (exclusions.Length > MostListed)
        {
            message.Append("; and ").Append(exclusions.Length - MostListed).Append(" more");
        }

        message.Append('.');
        return new(RoutingErrorKind.NoUsableCandidate, message.ToString()) { Exclusions = exclusions };
    }

    private static string Subject(DecisionInput input, Selection selection) => selection switch
    {
        Selection.OneModel => $"Model {SelectorErrors.Quote(input.Selector ?? Selectors.Default)} cannot serve this request",
        Selection.OneFamily family => $"Nothing in the family {SelectorErrors.Quote(family.Family.Name)} can serve this request",
        Selection.OneTier tier => $"Nothing in the tier {tier.Tier.Name} can serve this request",
        _ => "No model in any tier can serve this request",
    };
}
