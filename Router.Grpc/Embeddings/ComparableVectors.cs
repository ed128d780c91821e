using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Decisions;

namespace Router.Grpc.Embeddings;

/// <summary>
/// Vectors of different models have nothing to do with each other, and an index that holds both is broken without anybody noticing.
/// So nothing falls back to another model unless the caller says that it may.
/// </summary>
internal static class ComparableVectors
{
    /// <summary>The header by which a caller says so.</summary>
    public const string AllowOthers = "x-routing-allow-other-models";

    /// <summary>What a caller is told when attempts failed and others were not made.</summary>
    public const string Withheld =
        $"Other models were not tried, as their vectors could not be compared; {AllowOthers}: true (allow_other_models in gRPC) has them tried.";

    public static bool Allowed(IHeaderDictionary headers) =>
        string.Equals(headers[AllowOthers], "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The candidates that serve the same model as the first one.</summary>
    public static ImmutableArray<Candidate> Of(ImmutableArray<Candidate> candidates)
    {
        var first = candidates[0].Deployment;
        return candidates.RemoveAll(candidate => !AreSame(candidate.Deployment, first));
    }

    /// <summary>
    /// The refusal of a decision that made do with another model because the one before it is out for the moment; null when it did not.
    /// </summary>
    public static RoutingError? Refusal(Decision decision, CatalogIndex index)
    {
        foreach (var exclusion in decision.Exclusions)
        {
            if (exclusion.Reason is ExclusionReason.CircuitOpen or ExclusionReason.CoolingDown or ExclusionReason.Isolated
                && index.Deployment(exclusion.Deployment) is { } absent && !AreSame(absent, decision.Primary.Deployment))
            {
                return new(
                    RoutingErrorKind.NoUsableCandidate,
                    $"{exclusion.Deployment} is out for the moment ({exclusion.Detail}). {decision.Primary.Deployment.Id} could answer, "
                    + $"but its vectors could not be compared; name it as the model, or allow it with {AllowOthers}: true (allow_other_models in gRPC).")
                {
                    Exclusions = decision.Exclusions,
                };
            }
        }

        return null;
    }

    private static bool AreSame(Deployment left, Deployment right) =>
        left.Id == right.Id || (left.CanonicalId is { } model && model == right.CanonicalId);
}
