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
        for (var i = 0; i < exclusions.Length && i < MostListed; i++)
        {
            var exclusion = exclusions[i];
            message.Append(i == 0 ? ": " : "; ").Append(exclusion.Deployment).Append(" (").Append(exclusion.Detail).Append(')');
        }

        if (exclusions.Length > MostListed)
        {
            message.Append("; and ").Append(exclusions.Length - MostListed).Append(" more");
        }

        message.Append('.');
        var relaxation = SmallestRelaxation.Of(input, exclusions);
        if (relaxation is not null)
        {
            message.Append(' ').Append(relaxation);
        }

        return new(RoutingErrorKind.NoUsableCandidate, message.ToString()) { Exclusions = exclusions, Relaxation = relaxation };
    }

    private static string Subject(DecisionInput input, Selection selection) => selection switch
    {
        { By: ResolvedBy.DefaultModel or ResolvedBy.KeyDefault or ResolvedBy.ProjectDefault, Reason: { } told } => $"{Sentence(told.ToString())}, which cannot serve this request",
        Selection.OneModel => $"Model {SelectorErrors.Quote(input.Selector ?? Selectors.Default)} cannot serve this request",
        Selection.OneFamily family => $"Nothing in the family {SelectorErrors.Quote(family.Family.Name)} can serve this request",
        Selection.OneTier tier => $"Nothing in the tier {tier.Tier.Name} can serve this request",
        _ => "No model in any tier can serve this request",
    };

    private static string Sentence(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}";
}
